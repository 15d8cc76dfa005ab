import type { Neighbours } from './neighbours';
import { hashDistance } from './quality';

/** Embeddings this alike are of the same thing from nearly the same place: one burst, or a copy saved again. */
const sameCosine = 0.985;
/** With hashes that differ in at most so many of 64 bits, this is enough. */
const likelyCosine = 0.95;
const sameHash = 8;

/**
 * Groups photos that show nearly the same: each photo's group, as the lowest index in it. `hashes`: `null` where unknown.
 */
export function groupAlike(
  neighbours: readonly Neighbours[],
  hashes: readonly (bigint | null)[],
): Int32Array {
  const parent = Int32Array.from(neighbours, (_, i) => i);
  const rootOf = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  neighbours.forEach(({ index, cosine }, i) =>
    index.forEach((other, k) => {
      const [mine, its] = [hashes[i], hashes[other]];
      const sameLooks = mine !== null && its !== null && hashDistance(mine, its) <= sameHash;
      if (cosine[k] < (sameLooks ? likelyCosine : sameCosine)) return;
      const [a, b] = [rootOf(i), rootOf(other)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }),
  );
  return parent.map((_, i) => rootOf(i));
}
