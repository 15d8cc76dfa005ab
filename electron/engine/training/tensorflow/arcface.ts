import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { ArcFaceHead } from '@shared/recipe';
import type { TF } from '../../network/tensorflow';
import { arcfaceConstants, smallestSineSquare } from '../heads/arcface';

/** `arcfaceMargin` of own cosines [n, 1]. */
export function arcface(tf: TF, cosine: Tensor, head: ArcFaceHead): Tensor {
  const { cosM, sinM, turningPoint, beyond } = arcfaceConstants(head);
  const sineSquare = tf.sub(1, cosine).mul(tf.add(1, cosine));
  const sine = sineSquare.maximum(smallestSineSquare).sqrt();
  const rotated = cosine.mul(cosM).sub(sine.mul(sinM));
  const otherwise = cosine.add(beyond);
  // Comparisons have no gradient function in TensorFlow.js, its unit step has.
  return cosine.sub(turningPoint).step().mul(rotated.sub(otherwise)).add(otherwise);
}
