import { sharp } from '../../electron/engine/photos/sharp';
import { linear, type Rgb, toLinear } from './color';

/** An image in linear light with its smaller versions; alpha 0–1, colours not premultiplied. */
export interface Texture {
  levels: readonly Level[];
  /** Repeats outside 0–1 instead of staying at its edge; its sides are then powers of two. */
  tiles: boolean;
}

export interface Level {
  width: number;
  height: number;
  /** width · height · 4 */
  pixels: Float32Array;
}

/** Draws an SVG (paths only, so no fonts take part) into a texture. */
export async function svgTexture(svg: string): Promise<Texture> {
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) pixels[i] = i % 4 === 3 ? data[i] / 255 : linear[data[i]];
  return mipmapped({ width: info.width, height: info.height, pixels }, false);
}

/** One colour everywhere (gamma-encoded 0–1). */
export function flatTexture(color: Rgb, alpha = 1): Texture {
  return {
    levels: [{ width: 1, height: 1, pixels: Float32Array.of(...toLinear(color), alpha) }],
    tiles: false,
  };
}

/** A texture computed texel by texel; `at` gives a gamma-encoded colour for the texel's middle in 0–1. */
export function paintedTexture(
  width: number,
  height: number,
  at: (u: number, v: number) => Rgb,
  tiles = true,
): Texture {
  const pixels = new Float32Array(width * height * 4);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i += 4)
      pixels.set([...toLinear(at((x + 0.5) / width, (y + 0.5) / height)), 1], i);
  return mipmapped({ width, height, pixels }, tiles);
}

/** Adds versions at a half, a quarter, … of the size. */
export function mipmapped(base: Level, tiles: boolean): Texture {
  const levels = [base];
  for (let last = base; last.width > 1 && last.height > 1; levels.push((last = halved(last))));
  return { levels, tiles };
}

function halved({ width, height, pixels }: Level): Level {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Float32Array(w * h * 4);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let c = 0; c < 4; c++) {
        const i = (2 * y * width + 2 * x) * 4 + c;
        out[(y * w + x) * 4 + c] =
          (pixels[i] + pixels[i + 4] + pixels[i + width * 4] + pixels[i + width * 4 + 4]) / 4;
      }
  return { width: w, height: h, pixels: out };
}
