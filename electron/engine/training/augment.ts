import type { Augmentation } from '@shared/recipe';
import type { Random } from '@shared/random';
import { imageSize } from '../network/unit';

/**
 * A randomly shifted, zoomed, rotated, flipped and recoloured copy of a photo, as Keras's ImageDataGenerator
 * does it: one affine map about the centre, bilinear, what is outside filled with a constant.
 * `pixels` and `out`: RGB, [224, 224, 3].
 */
export function augment(pixels: Uint8Array, settings: Augmentation, random: Random, out: Uint8Array): void {
  const clamped = new Uint8ClampedArray(out.buffer, out.byteOffset, out.byteLength);
  warp(pixels, drawMap(settings, random), drawColor(settings, random), settings.fill, clamped);
}

/** Where an output pixel comes from: source = matrix · (output − centre) + centre + shift. */
interface AffineMap {
  a: number;
  b: number;
  c: number;
  d: number;
  shiftX: number;
  shiftY: number;
}

/** What a value becomes: value · gain + offset, per channel. */
interface ColorMap {
  gain: number[];
  offset: number;
}

function drawMap(s: Augmentation, random: Random): AffineMap {
  const zoomX = random.between(1 - s.zoom, 1 + s.zoom);
  // Keras draws both axes apart; a fifth of that keeps a bottle's proportions recognisable.
  const zoomY = zoomX * random.between(1 - s.zoom / 5, 1 + s.zoom / 5);
  const angle = (random.between(-s.rotation, s.rotation) * Math.PI) / 180;
  const flip = s.horizontalFlip && random.next() < 0.5 ? -1 : 1;
  return {
    a: flip * zoomX * Math.cos(angle),
    b: -zoomY * Math.sin(angle),
    c: flip * zoomX * Math.sin(angle),
    d: zoomY * Math.cos(angle),
    shiftX: random.between(-s.widthShift, s.widthShift) * imageSize,
    shiftY: random.between(-s.heightShift, s.heightShift) * imageSize,
  };
}

function drawColor(s: Augmentation, random: Random): ColorMap {
  const brightness = random.between(-s.color, s.color) * 96;
  const contrast = random.between(1 - s.color, 1 + s.color);
  const gain = [0, 1, 2].map(() => contrast * random.between(1 - s.color / 2, 1 + s.color / 2));
  return { gain, offset: brightness + 128 * (1 - contrast) };
}

function warp(
  pixels: Uint8Array,
  { a, b, c, d, shiftX, shiftY }: AffineMap,
  { gain: [red, green, blue], offset }: ColorMap,
  fill: number,
  out: Uint8ClampedArray,
): void {
  const side = imageSize;
  const centre = (side - 1) / 2;
  const last = side - 1;
  const row = side * 3;
  for (let y = 0, to = 0; y < side; y++) {
    const rowU = b * (y - centre) + centre + shiftX;
    const rowV = d * (y - centre) + centre + shiftY;
    for (let x = 0; x < side; x++, to += 3) {
      const u = a * (x - centre) + rowU;
      const v = c * (x - centre) + rowV;
      if (u < 0 || v < 0 || u > last || v > last) {
        out[to] = out[to + 1] = out[to + 2] = fill;
        continue;
      }
      const left = Math.min(u | 0, last - 1);
      const top = Math.min(v | 0, last - 1);
      const right = u - left;
      const down = v - top;
      const i = (top * side + left) * 3;
      // Written out for each channel: a loop over three takes half as long again.
      out[to] = between(pixels, i, row, right, down) * red + offset;
      out[to + 1] = between(pixels, i + 1, row, right, down) * green + offset;
      out[to + 2] = between(pixels, i + 2, row, right, down) * blue + offset;
    }
  }
}

/** Between the pixel at `i`, its right neighbour, and those a row below. */
function between(pixels: Uint8Array, i: number, row: number, right: number, down: number): number {
  const upper = pixels[i] + (pixels[i + 3] - pixels[i]) * right;
  const below = i + row;
  const lower = pixels[below] + (pixels[below + 3] - pixels[below]) * right;
  return upper + (lower - upper) * down;
}
