import type { CosFaceHead } from '@shared/recipe';
import type { Margin } from './margin';

/**
 * CosFace's large margin: cos θ becomes cos θ − m.
 * Wang et al., CosFace: Large Margin Cosine Loss for Deep Face Recognition, CVPR 2018, equation 4.
 */
export function cosfaceMargin({ m }: CosFaceHead): Margin {
  return (cosine) => ({ value: cosine - m, slope: 1 });
}
