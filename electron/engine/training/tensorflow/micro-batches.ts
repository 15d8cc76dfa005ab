import type { Batch, BatchResult } from '../stepper';

/** What one pass over a batch gives. */
export interface Pass {
  result: BatchResult;
  gradients: Map<string, Float32Array>;
  /** Of each unit's input, by its kernel's name. */
  inputMeans: Map<string, Float32Array>;
}

/** A batch in parts of at most `size` photos, views of it. */
export function microBatches({ features, labels }: Batch, size: number): Batch[] {
  const each = features.length / labels.length;
  return Array.from({ length: Math.ceil(labels.length / size) }, (_, i) => ({
    features: features.subarray(i * size * each, (i + 1) * size * each),
    labels: labels.subarray(i * size, (i + 1) * size),
  }));
}

/** Makes a pass over a part count as `share` of the batch, in place. */
export function scale({ result, gradients, inputMeans }: Pass, share: number): void {
  result.loss *= share;
  for (const values of [...gradients.values(), ...inputMeans.values()])
    for (let i = 0; i < values.length; i++) values[i] *= share;
}

/** Adds the pass over another part, which is `share` of the batch, in place. */
export function accumulate(sum: Pass, part: Pass, share: number): void {
  sum.result.loss += share * part.result.loss;
  sum.result.correct += part.result.correct;
  for (const kind of ['gradients', 'inputMeans'] as const)
    for (const [name, values] of part[kind]) addScaled(sum[kind].get(name)!, values, share);
}

function addScaled(sum: Float32Array, values: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] += factor * values[i];
}
