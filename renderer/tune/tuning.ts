import { kindOf, scoreTable, type ScoreTable } from '@shared/curves';
import type { ScoredPhoto } from '@shared/domain';
import { countBelow, suggestThreshold } from '@shared/metrics';
import { positionOf } from './scale';

export type Kind = keyof ScoreTable;

/** Scored photos, sorted once so that a threshold is answered by bisection. */
export interface Tuning {
  table: ScoreTable;
  /** Lowest score first; `scores` are theirs. */
  photos: readonly ScoredPhoto[];
  scores: Float64Array;
  /** How many photos of each kind have which score, in equal steps of the slider. */
  bins: Record<Kind, number[]>;
  suggested: number | null;
}

const binCount = 50;

export function tuningOf(scored: readonly ScoredPhoto[]): Tuning {
  const photos = [...scored].sort((a, b) => a.score - b.score);
  return {
    table: scoreTable(photos),
    photos,
    scores: Float64Array.from(photos, ({ score }) => score),
    bins: binsOf(photos, binCount),
    suggested: suggestThreshold(photos),
  };
}

export function binsOf(photos: readonly ScoredPhoto[], count: number): Tuning['bins'] {
  const none = () => new Array<number>(count).fill(0);
  const bins = { right: none(), confused: none(), stranger: none() };
  for (const photo of photos)
    bins[kindOf(photo)][Math.min(count - 1, Math.floor(positionOf(photo.score) * count))]++;
  return bins;
}

/** Photos that change sides: how many, and those nearest to the new threshold first. */
export interface Change {
  count: number;
  photos: ScoredPhoto[];
}

/** What moving the threshold would change; a photo is accepted when its score is not under it. */
export function changes(
  { photos, scores }: Tuning,
  from: number,
  to: number,
  most: number,
): { accepted: Change; rejected: Change } {
  const [a, b] = [countBelow(scores, from), countBelow(scores, to)];
  return {
    accepted: { count: Math.max(0, a - b), photos: photos.slice(b, Math.max(b, Math.min(a, b + most))) },
    rejected: {
      count: Math.max(0, b - a),
      photos: photos.slice(Math.max(a, b - most), Math.max(a, b)).reverse(),
    },
  };
}
