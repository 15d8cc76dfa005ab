import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { SphereFaceHead } from '@shared/recipe';
import type { TF } from '../../network/tensorflow';
import { sphereFaceTurns } from '../heads/sphereface';

/** `sphereFaceMargin` of own cosines [n, 1]. */
export function sphereface(tf: TF, cosine: Tensor, head: SphereFaceHead): Tensor {
  let k: Tensor = tf.zerosLike(cosine);
  let sign: Tensor = tf.onesLike(cosine);
  for (const turn of sphereFaceTurns(head)) {
    const beyond = tf.sub(turn, cosine).step();
    k = k.add(beyond);
    sign = sign.mul(tf.sub(1, beyond.mul(2)));
  }
  return chebyshev(tf, head.m, cosine).mul(sign).sub(k.mul(2));
}

/** T_m(x), by T_n = 2x·T_(n−1) − T_(n−2). */
function chebyshev(tf: TF, m: number, x: Tensor): Tensor {
  let before: Tensor = tf.onesLike(x);
  let current = x;
  for (let n = 2; n <= m; n++) [before, current] = [current, x.mul(2).mul(current).sub(before)];
  return current;
}
