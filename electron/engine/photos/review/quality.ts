import type { Box } from '@shared/box';
import { laplacianVariance } from '@shared/sharpness';
import { openPhoto } from '../decode';

/** Photos are measured at this size of their longer side, so that a large one is not sharper than a small one. */
const side = 256;
/** A brightness, of 255, from which on or up to which nothing can be told apart any more. */
const [black, white] = [8, 247];

/** What can be told of a photo without knowing what it shows. */
export interface Quality {
  /** See `laplacianVariance`; 0–255² scale. */
  sharpness: number;
  /** Mean brightness, 0–255. */
  brightness: number;
  /** Shares of the pixels that are black or white. */
  black: number;
  white: number;
  /** Difference hash: whether each of 8 × 8 fields is darker than the next one to its right. */
  hash: bigint;
}

/** Measures a photo, or what is in `box` of it. Throws where it cannot be decoded. */
export async function measureQuality(path: string, box: Box | null): Promise<Quality> {
  const { data, info } = await openPhoto(path, box)
    .greyscale()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const grey = Float32Array.from({ length: width * height }, (_, i) => data[i * channels]);
  return {
    ...exposure(grey),
    sharpness: laplacianVariance(grey, width, height),
    hash: differenceHash(grey, width, height),
  };
}

function exposure(grey: Float32Array) {
  let [sum, dark, bright] = [0, 0, 0];
  for (const value of grey) {
    sum += value;
    if (value <= black) dark++;
    if (value >= white) bright++;
  }
  return { brightness: sum / grey.length, black: dark / grey.length, white: bright / grey.length };
}

/** `grey`: [height, width]. Means of 9 × 8 fields, each compared with its right neighbour. */
export function differenceHash(grey: Float32Array, width: number, height: number): bigint {
  const field = (column: number, row: number) => {
    const from = [Math.floor((column * width) / 9), Math.floor((row * height) / 8)];
    const to = [
      Math.max(Math.floor(((column + 1) * width) / 9), from[0] + 1),
      Math.max(Math.floor(((row + 1) * height) / 8), from[1] + 1),
    ];
    let sum = 0;
    for (let y = from[1]; y < Math.min(to[1], height); y++)
      for (let x = from[0]; x < Math.min(to[0], width); x++) sum += grey[y * width + x];
    return sum / ((to[0] - from[0]) * (to[1] - from[1]));
  };
  let hash = 0n;
  for (let row = 0; row < 8; row++)
    for (let column = 0; column < 8; column++)
      hash = (hash << 1n) | (field(column, row) < field(column + 1, row) ? 1n : 0n);
  return hash;
}

/** In how many of their 64 bits two hashes differ. */
export function hashDistance(a: bigint, b: bigint): number {
  let count = 0;
  for (let bits = a ^ b; bits; bits &= bits - 1n) count++;
  return count;
}
