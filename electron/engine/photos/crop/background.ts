import { type Box, fitBox } from '@shared/box';
import { broken, openPhoto } from '../decode';
import { largestBlob } from './blob';
import { boxMean } from './box-mean';
import { fitLight } from './light';

/** Photos are compared at this size of their longer side, pixels. */
const side = 192;
const windowRadius = 2;
/** A pixel belongs to the product from so many times the median difference on … */
const medians = 5;
/** … and from this difference on, of 255. */
const leastDifference = 20;
/** What the logarithm of the brightness counts against what is around it within this radius; `floor`: of 442. */
const shadowWeight = 60;
const shadowRadius = 4;
const floor = 12;
/** Smaller shares of the photo are no product. */
const leastShare = 0.005;

/** An RGB photo made small. */
export interface Small {
  width: number;
  height: number;
  /** [height, width, 3], 0–255 */
  pixels: Float32Array;
}

/**
 * Decodes a photo to at most 192 × 192 pixels; `size`: to exactly this, for one that is compared with another. Throws
 * `photo-broken`.
 */
export async function readSmall(
  photo: string | Buffer,
  size?: { width: number; height: number },
): Promise<Small> {
  const resize = size
    ? { ...size, fit: 'fill' as const }
    : { width: side, height: side, fit: 'inside' as const };
  const { data, info } = await openPhoto(photo)
    .resize({ ...resize, kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw broken(photo, error);
    });
  return { width: info.width, height: info.height, pixels: Float32Array.from(data) };
}

/**
 * What is new in a photo against one of the empty scene by the same camera: background difference, after the empty
 * scene has been brought to the photo's light.
 * @returns the box, in pixels of the photo of `full` size; `null` where nothing is new
 */
export function differenceBox(
  photo: Small,
  empty: Small,
  full: { width: number; height: number },
): Box | null {
  const { width, height } = photo;
  const difference = differences(photo, fitLight(photo, empty));
  const smooth = boxMean(difference, width, height, windowRadius);
  const threshold = Math.max(leastDifference, medians * medianOf(smooth));
  const mask = Uint8Array.from(smooth, (value) => (value > threshold ? 1 : 0));
  const blob = largestBlob(mask, width, height);
  if (!blob || blob.area < leastShare * width * height) return null;
  const [across, down] = [full.width / width, full.height / height];
  return fitBox(
    {
      left: blob.left * across,
      right: blob.right * across,
      top: blob.top * down,
      bottom: blob.bottom * down,
    },
    full,
  );
}

/**
 * Per pixel: how much the colour differs, how much brighter it is, and how much its darkening differs from that around
 * it. A soft shadow darkens evenly and keeps the colour, so it counts little. [height · width]
 */
function differences({ width, height, pixels }: Small, empty: Float32Array): Float32Array {
  const out = new Float32Array(width * height);
  const brightness = new Float32Array(width * height);
  for (let i = 0; i < out.length; i++) {
    const d = [0, 1, 2].map((c) => pixels[3 * i + c] - empty[3 * i + c]);
    const e = [0, 1, 2].map((c) => empty[3 * i + c] + 1);
    const length = Math.hypot(...e);
    // The part of the difference that is the empty scene made darker or brighter.
    const along = (d[0] * e[0] + d[1] * e[1] + d[2] * e[2]) / length;
    const across = Math.sqrt(Math.max(d[0] ** 2 + d[1] ** 2 + d[2] ** 2 - along ** 2, 0));
    out[i] = across + Math.max(along, 0) / 1.5;
    brightness[i] = Math.log((Math.max(length + along, 0) + floor) / (length + floor));
  }
  const around = boxMean(brightness, width, height, shadowRadius);
  return out.map((value, i) => value + shadowWeight * Math.abs(brightness[i] - around[i]));
}

function medianOf(values: Float32Array): number {
  const sorted = Float32Array.from(values).sort();
  return sorted[sorted.length >> 1];
}
