import type { Groups } from './groups';
import type { Neighbours } from './neighbours';
import { hashDistance } from './quality';

/** Embeddings this alike are of the same thing from nearly the same place: one burst, or a copy saved again. */
const sameCosine = 0.985;
/** With hashes that differ in at most so many of 64 bits, this is enough. */
const likelyCosine = 0.95;
const sameHash = 8;

/** Joins photos that show nearly the same. `hashes`: `null` where unknown. */
export function joinAlike(
  groups: Groups,
  neighbours: readonly Neighbours[],
  hashes: readonly (bigint | null)[],
): void {
  neighbours.forEach(({ index, cosine }, i) =>
    index.forEach((other, k) => {
      const [mine, its] = [hashes[i], hashes[other]];
      const sameLooks = mine !== null && its !== null && hashDistance(mine, its) <= sameHash;
      if (cosine[k] >= (sameLooks ? likelyCosine : sameCosine)) groups.join(i, other);
    }),
  );
}
