import type { Augmentation } from '@shared/recipe';
import type { Random } from '@shared/random';
import { imageSize } from '../network/unit';
import { type ColorMap, parts, type RowMap, WarpKernel } from './warp-kernel';

/**
 * A randomly shifted, zoomed, rotated, flipped and recoloured copy of a photo, as Keras's ImageDataGenerator
 * does it: one affine map about the centre, bilinear, what is outside filled with a constant.
 * `pixels` and `out`: RGB, [224, 224, 3].
 */
export function augment(pixels: Uint8Array, settings: Augmentation, random: Random, out: Uint8Array): void {
  const map = drawMap(settings, random);
  const color = drawColor(settings, random);
  kernel ??= new WarpKernel();
  kernel.draw(pixels, (y) => rowOf(map, y), color, settings.fill, out);
}

let kernel: WarpKernel | undefined;

/** Where an output pixel comes from: source = matrix · (output − centre) + centre + shift. */
interface AffineMap {
  a: number;
  b: number;
  c: number;
  d: number;
  shiftX: number;
  shiftY: number;
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

function rowOf({ a, b, c, d, shiftX, shiftY }: AffineMap, y: number): RowMap {
  const centre = (imageSize - 1) / 2;
  const inParts = (value: number) => Math.round(value * parts);
  return {
    u: inParts(b * (y - centre) - a * centre + centre + shiftX),
    v: inParts(d * (y - centre) - c * centre + centre + shiftY),
    stepU: inParts(a),
    stepV: inParts(c),
  };
}
