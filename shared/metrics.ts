import type { Scored } from './domain';

/** Verification metrics. Scores: higher is more alike. Genuine: truly the product; impostor: not. */

/**
 * Area under the ROC curve: the chance that a genuine score is above an impostor score, ties counting half
 * (the Mann–Whitney statistic). `null` where either list is empty.
 */
export function auroc(genuine: readonly number[], impostor: readonly number[]): number | null {
  if (!genuine.length || !impostor.length) return null;
  const sorted = ascending(impostor);
  const wins = genuine.reduce(
    (sum, score) => sum + (countBelow(sorted, score) + countAtMost(sorted, score)) / 2,
    0,
  );
  return wins / (genuine.length * impostor.length);
}

/** Share of scores that reach the threshold: the false accept rate for impostors. 0 for an empty list. */
export function acceptRate(scores: readonly number[], threshold: number): number {
  return scores.length ? scores.filter((score) => score >= threshold).length / scores.length : 0;
}

/** The lowest threshold that accepts at most `rate` of the impostor scores. */
export function thresholdAtFar(impostor: readonly number[], rate: number): number {
  const sorted = ascending(impostor);
  const allowed = Math.floor(rate * sorted.length);
  const highestRefused = sorted[sorted.length - 1 - allowed];
  return highestRefused === undefined ? -1 : nextAbove(highestRefused);
}

/** Share of genuine scores refused when at most `rate` of the impostors are accepted. `null` without impostors. */
export function falseRejectRateAtFar(
  genuine: readonly number[],
  impostor: readonly number[],
  rate: number,
): number | null {
  if (!genuine.length || !impostor.length) return null;
  return 1 - acceptRate(genuine, thresholdAtFar(impostor, rate));
}

/**
 * A threshold from scored validation photos: where the false reject rate of right answers meets the false
 * accept rate (the equal error rate), half-way to the next score below. `null` without both kinds.
 */
export function suggestThreshold(photos: readonly Scored[]): number | null {
  const genuine = ascending(photos.filter((p) => p.truth === p.nearest).map((p) => p.score));
  const impostor = ascending(photos.filter((p) => p.truth !== p.nearest).map((p) => p.score));
  if (!genuine.length || !impostor.length) return null;
  const rejected = (t: number) => countBelow(genuine, t) / genuine.length;
  const accepted = (t: number) => 1 - countBelow(impostor, t) / impostor.length;
  const candidates = ascending([...genuine, ...impostor]);
  const first = candidates.find((t) => rejected(t) >= accepted(t)) ?? candidates[candidates.length - 1];
  const below = candidates[countBelow(candidates, first) - 1] ?? first;
  return (first + below) / 2;
}

const ascending = (scores: readonly number[]): number[] => [...scores].sort((a, b) => a - b);
const nextAbove = (value: number): number => value + Math.max(Math.abs(value), 1) * Number.EPSILON;

/** How many of the ascending scores are under a value. */
export function countBelow(sorted: ArrayLike<number>, value: number): number {
  return bisect(sorted, (x) => x < value);
}

function countAtMost(sorted: ArrayLike<number>, value: number): number {
  return bisect(sorted, (x) => x <= value);
}

/** How many leading elements of a sorted list hold. */
function bisect(sorted: ArrayLike<number>, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
