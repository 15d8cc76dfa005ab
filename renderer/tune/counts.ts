import type { ScoredPhoto } from '@shared/domain';

/** What a threshold would do to the scored photos. A photo is accepted when its score is not under it. */
export interface Counts {
  products: number;
  accepted: number;
  /** Accepted, but as another product than the one it shows. */
  wrong: number;
  strangers: number;
  rejected: number;
}

export function countAt(photos: readonly ScoredPhoto[], threshold: number): Counts {
  const counts = { products: 0, accepted: 0, wrong: 0, strangers: 0, rejected: 0 };
  for (const { truth, nearest, score } of photos) {
    const accepted = score >= threshold;
    if (truth === null) {
      counts.strangers++;
      if (!accepted) counts.rejected++;
    } else {
      counts.products++;
      if (accepted) counts.accepted++;
      if (accepted && nearest !== truth) counts.wrong++;
    }
  }
  return counts;
}

/** The photos that change sides when the threshold moves, those nearest to the new one first. */
export function changes(photos: readonly ScoredPhoto[], from: number, to: number) {
  const nearestFirst = (a: ScoredPhoto, b: ScoredPhoto) => Math.abs(a.score - to) - Math.abs(b.score - to);
  return {
    accepted: photos.filter(({ score }) => score >= to && score < from).sort(nearestFirst),
    rejected: photos.filter(({ score }) => score >= from && score < to).sort(nearestFirst),
  };
}

export interface Bin {
  products: number;
  strangers: number;
}

/** How many photos score how much: `bins` equal steps from 0 to 1; scores outside count at the ends. */
export function histogram(photos: readonly ScoredPhoto[], bins: number): Bin[] {
  const counts = Array.from({ length: bins }, () => ({ products: 0, strangers: 0 }));
  for (const { truth, score } of photos) {
    const bin = counts[Math.min(bins - 1, Math.max(0, Math.floor(score * bins)))];
    if (truth === null) bin.strangers++;
    else bin.products++;
  }
  return counts;
}
