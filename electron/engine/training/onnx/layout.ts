import type { Graph } from '../../network/graph';

/**
 * Activations of a training graph are [channels, batch · height · width]: channels come first, so that a
 * pointwise convolution over the whole batch is one matrix product, and so are both of its gradients.
 */
export interface Activation {
  name: string;
  channels: number;
  side: number;
}

/** The linear part of a unit: its output and gradients as nodes. */
export interface Convolution {
  /** `bias` is [out, 1]. */
  output(bias: string): string;
  inputGradient(gradient: string): string;
  kernelGradient(gradient: string): string;
}

/** Builds on a graph with a fixed batch size, which the depthwise convolutions' groups depend on. */
export class Builder {
  constructor(
    readonly graph: Graph,
    readonly batch: number,
  ) {}

  reshape(value: string, shape: readonly number[]): string {
    return this.graph.add('Reshape', [value, this.graph.int64s(shape)]);
  }

  sum(value: string, axis: number, keepdims: 0 | 1 = 0): string {
    return this.graph.add('ReduceSum', [value, this.graph.int64s([axis])], { keepdims });
  }

  /** [channels, …] → [channels, everything else] */
  matrix(value: string, channels: number): string {
    return this.reshape(value, [channels, -1]);
  }
}
