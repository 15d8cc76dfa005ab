/** A layer's weight as it stands in a file. */
export interface LayerTensor {
  shape: readonly number[];
  data: Float64Array;
}

/** Weights by `<layer>/<weight>`, such as `Conv1/kernel` or `bn_Conv1/moving_mean`, in Keras's layout. */
export type LayerTensors = ReadonlyMap<string, LayerTensor>;
