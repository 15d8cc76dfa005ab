import type { TrainState } from './stepper';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-7;
/** Largest step of a folded kernel, in units of learning rate · RMS of the kernel. */
const longestRelativeStep = 3;
/** A kernel of zeros can still move. */
const smallestRms = 1e-3;

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
 *
 * Adam moves every number of a kernel by about the learning rate, however small the kernel is. BatchNorm would take
 * back what that does to the size of the output; folded in, it cannot. So the step of a folded kernel is at most
 * `longestRelativeStep` · learning rate · RMS of the kernel (Shazeer and Stern, Adafactor, ICML 2018, sections 6 and
 * 8: clipped updates and relative step sizes). What it does to the output's mean is left to `centredStep`.
 */
export class Adam {
  private readonly moments: Map<string, { m: Float32Array; v: Float32Array }>;
  private count: number;
  private scratch = new Float32Array();

  /** Goes on from `state`, which it copies. */
  constructor(state: TrainState['optimizer']) {
    this.count = state.step;
    this.moments = copyMoments(state.moments);
  }

  /** Steps every parameter that has a gradient. */
  step(parameters: readonly Parameter[], gradients: ReadonlyMap<string, Float32Array>, learningRate: number) {
    this.count += 1;
    for (const parameter of parameters) {
      const { values, scale } = parameter;
      const step = this.stepOf(parameter, gradients.get(parameter.name)!, learningRate);
      const longest = longestRelativeStep * learningRate * Math.max(rms(values), smallestRms);
      const factor = scale ? Math.min(1, longest / rms(step)) : 1;
      for (let i = 0; i < values.length; i++) values[i] -= factor * step[i];
    }
  }

  /** A copy to go on from later. */
  state(): TrainState['optimizer'] {
    return { step: this.count, moments: copyMoments(this.moments) };
  }

  /** Adam's own step; the array is used again for the next. */
  private stepOf({ name, values, scale }: Parameter, gradient: Float32Array, learningRate: number) {
    const { m, v } = this.momentsOf(name, values.length);
    const correction = Math.sqrt(1 - beta2 ** this.count);
    const rate = (learningRate * correction) / (1 - beta1 ** this.count);
    const floor = epsilon * correction;
    const step = this.scratchOf(values.length);
    const rows = scale?.length ?? 1;
    const width = values.length / rows;
    for (let row = 0; row < rows; row++) {
      const factor = scale ? scale[row] : 1;
      for (let i = row * width, end = i + width; i < end; i++) {
        const g = gradient[i] * factor;
        m[i] += (1 - beta1) * (g - m[i]);
        v[i] += (1 - beta2) * (g * g - v[i]);
        step[i] = (rate * factor * m[i]) / (Math.sqrt(v[i]) + floor);
      }
    }
    return step;
  }

  private scratchOf(length: number): Float32Array {
    if (this.scratch.length < length) this.scratch = new Float32Array(length);
    return this.scratch.subarray(0, length);
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

function rms(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}
