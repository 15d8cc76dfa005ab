/** The marble in the neck of a ramune bottle: the studio's mark. */
export function Marble({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 40 40" aria-hidden style={{ flex: 'none' }}>
      <defs>
        <radialGradient id="marble" cx="36%" cy="30%" r="75%">
          <stop offset="0" stopColor="#e9fbfc" />
          <stop offset="0.42" stopColor="#4bc1ce" />
          <stop offset="1" stopColor="#0a6573" />
        </radialGradient>
      </defs>
      <circle cx="20" cy="20" r="18" fill="url(#marble)" />
      <path
        d="M8 24c6-9 15 3 24-7"
        stroke="#fff"
        strokeOpacity="0.55"
        strokeWidth="2.6"
        fill="none"
        strokeLinecap="round"
      />
      <ellipse cx="14" cy="12" rx="5" ry="3.2" fill="#fff" fillOpacity="0.75" transform="rotate(-32 14 12)" />
    </svg>
  );
}
