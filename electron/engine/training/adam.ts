import type { TrainState } from './stepper';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;

/** One tensor to step: changed in place. */
export interface Parameter {
  name: string;
  values: Float32Array;
  shape: readonly number[];
  /**
   * Absent: 1. [out] otherwise: `values` is [out, …] and is `scale` times the tensor that Adam really steps, as a
   * kernel with BatchNorm folded in is.
   */
  scale?: Float32Array;
}

/**
 * Adam with Keras's defaults (β₁ 0.9, β₂ 0.999, ε 1e-7), no weight decay.
 * Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1.
 */
export class Adam {
  private readonly moments: Map<string, { m: Float32Array; v: Float32Array }>;
  private count: number;

  /** Goes on from `state`, which it copies. */
  constructor(state: TrainState['optimizer']) {
    this.count = state.step;
    this.moments = copyMoments(state.moments);
  }

  /** Steps every parameter that has a gradient. */
  step(parameters: readonly Parameter[], gradients: ReadonlyMap<string, Float32Array>, learningRate: number) {
    this.count += 1;
    const correction = Math.sqrt(1 - beta2 ** this.count);
    const rate = (learningRate * correction) / (1 - beta1 ** this.count);
    for (const parameter of parameters) {
      this.update(parameter, gradients.get(parameter.name)!, rate, epsilon * correction);
    }
  }

  /** A copy to go on from later. */
  state(): TrainState['optimizer'] {
    return { step: this.count, moments: copyMoments(this.moments) };
  }

  private update({ name, values, scale }: Parameter, gradient: Float32Array, rate: number, floor: number) {
    const { m, v } = this.momentsOf(name, values.length);
    const rows = scale?.length ?? 1;
    const width = values.length / rows;
    for (let row = 0; row < rows; row++) {
      const factor = scale ? scale[row] : 1;
      const reach = rate * factor;
      for (let i = row * width, end = i + width; i < end; i++) {
        const g = gradient[i] * factor;
        m[i] += (1 - beta1) * (g - m[i]);
        v[i] += (1 - beta2) * (g * g - v[i]);
        values[i] -= (reach * m[i]) / (Math.sqrt(v[i]) + floor);
      }
    }
  }

  private momentsOf(name: string, length: number) {
    let moments = this.moments.get(name);
    if (!moments) {
      moments = { m: new Float32Array(length), v: new Float32Array(length) };
      this.moments.set(name, moments);
    }
    return moments;
  }
}

function copyMoments(moments: TrainState['optimizer']['moments']) {
  return new Map([...moments].map(([name, { m, v }]) => [name, { m: m.slice(), v: v.slice() }]));
}
