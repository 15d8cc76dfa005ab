import type { Head } from '@shared/recipe';
import { arcfaceMargin } from './arcface';
import { cosfaceMargin } from './cosface';
import type { Margin } from './margin';
import { softmaxMargin } from './softmax';
import { sphereFaceMargin } from './sphereface';

/** The margin that a recipe's head asks for. */
export function marginOf(head: Head): Margin {
  switch (head.kind) {
    case 'arcface':
      return arcfaceMargin(head);
    case 'cosface':
      return cosfaceMargin(head);
    case 'sphereface':
      return sphereFaceMargin(head);
    case 'softmax':
      return softmaxMargin;
  }
}
