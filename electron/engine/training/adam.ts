import { beta1, beta2 } from './adam-kernel';
import { AdamMemory } from './adam-memory';
import { CentredRows } from './centred-rows';
import type { TrainState } from './stepper';

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

/** What comes beside a gradient where a unit is taken as K·(x − x̄) + b; see `centredStep`. */
export interface Centring {
  /** x̄, [in] or [channels]. */
  mean: Float32Array;
  /** The gradient by b, [out]. */
  toBias: Float32Array;
  /** b, [out]: takes what the step of K takes from the mean output. */
  bias: Float32Array;
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
  private readonly memory: AdamMemory;
  private count: number;

  /** Goes on from `state`, which it copies. */
  constructor(state: TrainState['optimizer']) {
    this.count = state.step;
    this.memory = new AdamMemory(state.moments);
  }

  /** Steps every parameter that has a gradient; `centrings` are by the names of kernels. */
  step(
    parameters: readonly Parameter[],
    gradients: ReadonlyMap<string, Float32Array>,
    learningRate: number,
    centrings?: ReadonlyMap<string, Centring>,
  ): void {
    this.count += 1;
    for (const parameter of parameters) {
      const { name } = parameter;
      this.stepOne(parameter, gradients.get(name)!, learningRate, centrings?.get(name));
    }
  }

  /** A copy to go on from later. */
  state(): TrainState['optimizer'] {
    return { step: this.count, moments: this.memory.moments() };
  }

  private stepOne(parameter: Parameter, given: Float32Array, learningRate: number, centring?: Centring) {
    const { values, scale } = parameter;
    const { memory } = this;
    const { m, v, factor, count } = memory.slotOf(parameter);
    const { gradient, step, value, mean } = memory.load(parameter, given);
    const rows = centring && new CentredRows(memory, parameter, centring.mean, mean);
    rows?.subtract(gradient, centring!.toBias);
    const correction = Math.sqrt(1 - beta2 ** this.count);
    const rate = (learningRate * correction) / (1 - beta1 ** this.count);
    memory.kernel.adam(gradient, m, v, factor, step, count, rate, epsilon * correction);
    const rms = (numbers: number) => Math.sqrt(memory.kernel.dot(numbers, numbers, count) / values.length);
    const longest = longestRelativeStep * learningRate * Math.max(rms(value), smallestRms);
    const share = scale ? Math.min(1, longest / rms(step)) : 1;
    memory.kernel.addScaled(value, step, count, -share);
    values.set(memory.numbers(value, values.length));
    rows?.addTo(centring!.bias, step, share);
  }
}
