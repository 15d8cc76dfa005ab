import type { Margin } from './margin';

/**
 * No margin: cos θ stays as it is. Embeddings and centres are normalized, since recognition compares cosines: this is
 * the `NormalizedSoftmaxLoss` of pytorch-metric-learning, its temperature being 1/s.
 * Zhai and Wu, Classification is a Strong Baseline for Deep Metric Learning, BMVC 2019, equation 3.
 */
export const softmaxMargin: Margin = (cosine) => ({ value: cosine, slope: 1 });
