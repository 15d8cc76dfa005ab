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

/** Adds the pass over a part to that over the parts before it, in place; `share`: the part's of the whole batch. */
export function accumulate(sum: Pass | null, part: Pass, share: number): Pass {
  const { result, gradients, inputMeans } = part;
  return {
    result: {
      loss: (sum?.result.loss ?? 0) + share * result.loss,
      correct: (sum?.result.correct ?? 0) + result.correct,
    },
    gradients: added(sum?.gradients, gradients, share),
    inputMeans: added(sum?.inputMeans, inputMeans, share),
  };
}

function added(
  sums: Map<string, Float32Array> | undefined,
  parts: Map<string, Float32Array>,
  share: number,
): Map<string, Float32Array> {
  for (const [name, values] of parts) {
    const sum = sums?.get(name);
    for (let i = 0; i < values.length; i++) values[i] = (sum?.[i] ?? 0) + share * values[i];
  }
  return parts;
}
