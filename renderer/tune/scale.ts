/**
 * Where likenesses lie on the slider and in the charts, 0–1: by their log-odds, since nearly all products are above 0.9
 * and strangers below. The ends are 0 and 1 themselves.
 */
const widest = 8; // log-odds at the ends: 0.0003 and 0.9997

export function positionOf(score: number): number {
  if (score <= 0) return 0;
  if (score >= 1) return 1;
  return Math.min(1, Math.max(0, 0.5 + Math.log(score / (1 - score)) / (2 * widest)));
}

export function scoreAt(position: number): number {
  if (position <= 0) return 0;
  if (position >= 1) return 1;
  return 1 / (1 + Math.exp(-(position - 0.5) * 2 * widest));
}

/** Likenesses that are written at the scale. */
export const ticks = [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999] as const;

/** Above 0.99 a step of the slider is less than three digits show. */
export const digitsOf = (score: number): number => (score > 0.99 ? 4 : 3);

export const shownScore = (score: number): string => score.toFixed(digitsOf(score));
