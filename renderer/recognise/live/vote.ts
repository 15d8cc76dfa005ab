import type { ImageAnswer } from '@shared/domain';

/** Frames that vote. */
export const voters = 7;

/**
 * What a camera shows by its latest frames: the answer that most of them give, as the last of those gave it, its score
 * their mean. `null` while no answer has more than half of the votes.
 */
export function vote(latest: readonly ImageAnswer[]): ImageAnswer | null {
  const votes = new Map<number | null, ImageAnswer[]>();
  for (const answer of latest) {
    const product = answer.product?.id ?? null;
    votes.set(product, [...(votes.get(product) ?? []), answer]);
  }
  const most = [...votes.values()].find((own) => own.length * 2 > latest.length);
  if (!most) return null;
  return { ...most[most.length - 1], score: most.reduce((sum, { score }) => sum + score, 0) / most.length };
}
