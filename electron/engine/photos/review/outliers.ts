import { median } from '@shared/median';
import type { Neighbours } from './neighbours';

/** As many neighbours a photo is measured by. */
const nearest = 8;
/** Robust standard deviations over the median from which on a photo stands apart. */
const apart = 5;
/** The median absolute deviation of a normal distribution times this is its standard deviation. */
const normal = 1.4826;

export interface Outlier {
  /** Index in `neighbours`. */
  at: number;
  /** Robust standard deviations over the median. */
  distance: number;
}

/**
 * Photos that are unlike all others, the strangest first: by their mean distance to their eight nearest (Ramaswamy,
 * Rastogi and Shim, SIGMOD 2000), against the median of all. None where there are too few photos to say.
 */
export function findOutliers(neighbours: readonly Neighbours[]): Outlier[] {
  if (neighbours.length <= 2 * nearest) return [];
  const distances = neighbours.map(
    ({ cosine }) => 1 - cosine.subarray(0, nearest).reduce((sum, value) => sum + value, 0) / nearest,
  );
  const middle = median(distances);
  const spread = Math.max(normal * median(distances.map((one) => Math.abs(one - middle))), 1e-3);
  return distances
    .map((one, at) => ({ at, distance: (one - middle) / spread }))
    .filter(({ distance }) => distance >= apart)
    .sort((a, b) => b.distance - a.distance);
}
