/** Red, green, blue; 0–1. */
export type Rgb = readonly [number, number, number];

/** Hue in degrees (any), saturation and lightness 0–1 (clipped), gamma-encoded. */
export function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const l = clip(lightness);
  const a = clip(saturation) * Math.min(l, 1 - l);
  const channel = (n: number) => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    return l - a * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

/** Hue, saturation and lightness from 0–1. */
export type Hsl = readonly [number, number, number];

export const css = ([r, g, b]: Rgb): string =>
  `#${[r, g, b]
    .map((v) =>
      Math.round(v * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

export const mix = (a: Rgb, b: Rgb, t: number): Rgb => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

export const luminance = ([r, g, b]: Rgb): number => 0.3 * r + 0.59 * g + 0.11 * b;

export const clip = (value: number): number => Math.min(1, Math.max(0, value));

/** Gamma-encoded 0–255 to linear light. */
export const linear = Float32Array.from({ length: 256 }, (_, v) => (v / 255) ** 2.2);

export const toLinear = ([r, g, b]: Rgb): Rgb => [r ** 2.2, g ** 2.2, b ** 2.2];
