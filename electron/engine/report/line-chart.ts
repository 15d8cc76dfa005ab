/** Points with both coordinates 0–1. */
export interface Line {
  points: readonly (readonly [number, number])[];
  color: string;
  label: string;
}

const width = 520;
const height = 260;
const left = 44;
const bottom = 28;
const top = 10;

const x = (share: number) => left + share * (width - left - 10);
const y = (share: number) => top + (1 - share) * (height - top - bottom);

/** Lines over a 0–1 square as an SVG element; `mark`: a vertical line there. */
export function lineChart(lines: readonly Line[], xLabel: string, mark?: number): string {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks
    .map(
      (tick) =>
        `<line x1="${x(0)}" x2="${x(1)}" y1="${y(tick)}" y2="${y(tick)}" class="grid"/>` +
        `<text x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${tick * 100}%</text>` +
        `<text x="${x(tick)}" y="${height - 12}" text-anchor="middle">${tick}</text>`,
    )
    .join('');
  const paths = lines
    .map(({ points, color }) => {
      const path = points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ');
      return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>`;
    })
    .join('');
  const marked =
    mark === undefined
      ? ''
      : `<line x1="${x(mark)}" x2="${x(mark)}" y1="${y(0)}" y2="${y(1)}" class="mark"/>`;
  const key = lines
    .map(({ color, label }) => `<span style="color:${color}">■</span> ${label}`)
    .join(' &nbsp; ');
  return (
    `<figure><svg viewBox="0 0 ${width} ${height}" role="img">${grid}${paths}${marked}</svg>` +
    `<figcaption>${key} — ${xLabel}</figcaption></figure>`
  );
}
