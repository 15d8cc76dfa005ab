import type { Neighbours } from './neighbours';

/** As many neighbours a photo has a say about; also those that a class's nearness is the mean of. */
export const neighbourCount = 32;
export const nearestOfClass = 3;

/** How much a label looks wrong. */
export interface Suspicion {
  /** Mean cosine of the three nearest photos of the likeliest other class, less that of its own class; −2…2. */
  suspicion: number;
  /** The class it looks most like, other than its own; `null` where no other is near. */
  suggested: string | null;
}

/**
 * Label suspects by their nearest neighbours, as in k-nearest-neighbour editing (Wilson, 1972), but as a margin, so that
 * they can be ranked. A class that is not among the neighbours is as far as the furthest of them.
 */
export function suspicions(labels: readonly string[], neighbours: readonly Neighbours[]): Suspicion[] {
  return neighbours.map(({ index, cosine }, i) => {
    const byClass = new Map<string, number[]>();
    index.forEach((other, k) => {
      const near = byClass.get(labels[other]) ?? [];
      if (near.length < nearestOfClass) byClass.set(labels[other], [...near, cosine[k]]);
    });
    const furthest = cosine[cosine.length - 1] ?? 0;
    const nearness = (label: string) => {
      const near = byClass.get(label) ?? [];
      const missing = nearestOfClass - near.length;
      return (near.reduce((sum, value) => sum + value, 0) + missing * furthest) / nearestOfClass;
    };
    const others = [...byClass.keys()].filter((label) => label !== labels[i]);
    const ranked = others.map((label) => ({ label, near: nearness(label) })).sort((a, b) => b.near - a.near);
    return {
      suspicion: (ranked[0]?.near ?? furthest) - nearness(labels[i]),
      suggested: ranked[0]?.label ?? null,
    };
  });
}
