import { StudioError } from '@shared/errors';
import { embeddingSize } from '../network/unit';

/** Below this the network says nearly the same of every photo. */
const smallestSpread = 0.01;

/**
 * How far embeddings point apart: 1 minus their mean pairwise cosine. 0 when they all point one way or are all zero;
 * 1, for want of a pair, when there are fewer than two. They are given batch by batch, each [n, size].
 */
export function spreadOf(batches: readonly Float32Array[], size = embeddingSize): number {
  const sum = new Float64Array(size);
  let n = 0;
  let notZero = 0;
  for (const row of rowsOf(batches, size)) {
    n += 1;
    const norm = Math.sqrt(row.reduce((total, value) => total + value * value, 0));
    if (norm === 0) continue;
    notZero += 1;
    row.forEach((value, i) => (sum[i] += value / norm));
  }
  if (n < 2) return 1;
  const squareOfSum = sum.reduce((total, value) => total + value * value, 0);
  return Math.max(0, (n * notZero - squareOfSum) / (n * (n - 1)));
}

function* rowsOf(batches: readonly Float32Array[], size: number): Generator<Float32Array> {
  for (const batch of batches)
    for (let start = 0; start < batch.length; start += size) yield batch.subarray(start, start + size);
}

/**
 * Throws `training-collapsed` when the embeddings of the validation photos, batch by batch [n, 1280], have become
 * nearly constant or are not numbers.
 */
export function assertNotCollapsed(batches: readonly Float32Array[], from: string): void {
  const spread = spreadOf(batches);
  if (spread >= smallestSpread) return;
  throw new StudioError(
    'training-collapsed',
    `Training from ${from} collapsed: the network now says the same of every photo. ` +
      'The best weights so far are kept. Lower the learning rate of this stage and train again.',
    `spread ${spread}`,
  );
}
