import { fromTensorFlowLayout } from './layout';
import type { Unit, UnitWeights } from './unit';

/** Folding a BatchNorm into the convolution in front of it: γ(Wx − μ)/√(σ² + ε) + β = (γ/√(σ² + ε))·Wx + bias. */

/** ε of every BatchNorm in Keras's MobileNetV2. */
export const epsilon = 1e-3;

/** What a BatchNorm has learned; [channels] each. */
export interface BatchNorm {
  gamma: Float64Array;
  beta: Float64Array;
}

/** What a BatchNorm has seen; [channels] each. */
export interface Statistics {
  mean: Float64Array;
  variance: Float64Array;
}

/** A BatchNorm at inference: y = scale · x + bias. */
export interface Norm {
  scale: Float64Array;
  bias: Float64Array;
}

/** Keras's name of the BatchNorm layer behind a unit. */
export function batchNormName(unit: string): string {
  if (unit === 'Conv1') return 'bn_Conv1';
  return unit === 'Conv_1' ? 'Conv_1_bn' : `${unit}_BN`;
}

export function normOf({ gamma, beta }: BatchNorm, { mean, variance }: Statistics): Norm {
  const scale = gamma.map((g, c) => g / Math.sqrt(variance[c] + epsilon));
  return { scale, bias: beta.map((b, c) => b - mean[c] * scale[c]) };
}

/** `kernel` in Keras's layout, where the output channel runs fastest. */
export function foldUnit(unit: Unit, kernel: Float64Array, { scale, bias }: Norm): UnitWeights {
  const folded = kernel.map((weight, i) => weight * scale[i % unit.outChannels]);
  return {
    kernel: fromTensorFlowLayout(unit, folded),
    bias: Float32Array.from(bias),
    scale: Float32Array.from(scale),
  };
}
