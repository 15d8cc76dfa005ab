import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { Head } from '@shared/recipe';
import type { TF } from '../../network/tensorflow';
import { arcface } from './arcface';
import { sphereface } from './sphereface';

/** The value of `marginOf`, of own cosines [n, 1]. */
export function margin(tf: TF, cosine: Tensor, head: Head): Tensor {
  switch (head.kind) {
    case 'arcface':
      return arcface(tf, cosine, head);
    case 'cosface':
      return cosine.sub(head.m);
    case 'sphereface':
      return sphereface(tf, cosine, head);
    case 'softmax':
      return cosine;
  }
}
