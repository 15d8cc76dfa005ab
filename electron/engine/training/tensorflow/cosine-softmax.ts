import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-node-gpu';
import type { Head } from '@shared/recipe';
import type { TF } from '../../network/tensorflow';
import { tinySquare } from '../heads/margin';
import { margin } from './margin';

/**
 * The forward pass of `cosineSoftmax`: mean cross-entropy, and the class of the largest cosine [n].
 * `embeddings` is [n, size], `centres` [classes, size].
 */
export function cosineSoftmax(
  tf: TF,
  embeddings: Tensor2D,
  centres: Tensor2D,
  labels: Tensor1D,
  head: Head,
): { loss: Scalar; predicted: Tensor1D } {
  const together = head.normalization === 'batch';
  const cosines = tf.matMul(normalize(tf, embeddings, together), normalize(tf, centres), false, true);
  const ownClass = tf.oneHot(labels, centres.shape[0]).toFloat();
  const own = cosines.mul(ownClass).sum(1, true);
  const change = ownClass.mul(margin(tf, own, head).sub(own));
  const logits = cosines.add(change).mul(head.s);
  const logProbabilities = tf.logSoftmax(logits).mul(ownClass).sum(1);
  const loss = logProbabilities.mean<Scalar>().neg();
  return { loss, predicted: cosines.argMax<Tensor1D>(1) };
}

/** `together`: by the norm of all rows, not each by its own. */
function normalize(tf: TF, rows: Tensor2D, together = false): Tensor2D {
  const squares: Tensor = rows.square().sum(together ? [0, 1] : 1, true);
  const norms = squares.add(tinySquare).sqrt();
  return tf.div(rows, norms);
}
