import type { Augmentation } from '@shared/recipe';
import type { Random } from '@shared/random';
import { imageSize } from '../network/unit';

/**
 * A randomly shifted, zoomed, rotated, flipped and recoloured copy of a photo, as Keras's ImageDataGenerator
 * does it: one affine map about the centre, bilinear, what is outside filled with a constant.
 * `pixels`: RGB, [224, 224, 3].
 */
export function augment(pixels: Uint8Array, settings: Augmentation, random: Random): Uint8Array {
  return warp(pixels, drawMap(settings, random), drawColor(settings, random), settings.fill);
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

function warp(pixels: Uint8Array, map: AffineMap, color: ColorMap, fill: number): Uint8Array {
  const out = new Uint8ClampedArray(pixels.length);
  const centre = (imageSize - 1) / 2;
  const last = imageSize - 1;
  for (let y = 0, to = 0; y < imageSize; y++) {
    for (let x = 0; x < imageSize; x++, to += 3) {
      const u = map.a * (x - centre) + map.b * (y - centre) + centre + map.shiftX;
      const v = map.c * (x - centre) + map.d * (y - centre) + centre + map.shiftY;
      if (u < 0 || v < 0 || u > last || v > last) {
        out[to] = out[to + 1] = out[to + 2] = fill;
        continue;
      }
      const x0 = Math.min(u | 0, last - 1);
      const y0 = Math.min(v | 0, last - 1);
      const right = u - x0;
      const down = v - y0;
      const from = (y0 * imageSize + x0) * 3;
      for (let c = 0; c < 3; c++) {
        const i = from + c;
        const upper = pixels[i] + (pixels[i + 3] - pixels[i]) * right;
        const below = i + imageSize * 3;
        const lower = pixels[below] + (pixels[below + 3] - pixels[below]) * right;
        out[to + c] = (upper + (lower - upper) * down) * color.gain[c] + color.offset;
      }
    }
  }
  return new Uint8Array(out.buffer);
}
