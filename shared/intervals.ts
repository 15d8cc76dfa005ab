import type { Interval } from './domain';

/** 97.5 % quantile of the normal distribution, for two-sided 95 % intervals. */
const z = 1.959964;

/**
 * 95 % confidence interval of a share, `part` of `whole` (Wilson, JASA 1927): unlike the textbook one it stays within
 * 0–1 and is honest where nothing, or everything, was counted. 0–1 for an empty sample.
 */
export function wilsonInterval(part: number, whole: number): Interval {
  if (!whole) return { low: 0, high: 1 };
  const share = part / whole;
  const shrink = 1 + z ** 2 / whole;
  const centre = (share + z ** 2 / (2 * whole)) / shrink;
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2));
  return { low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
