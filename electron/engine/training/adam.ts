import { beta1, beta2, createAdamKernel } from './adam-kernel';
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
  private readonly kernel = createAdamKernel();
  private readonly slots = new Map<string, Slot>();
  private readonly given: TrainState['optimizer']['moments'];
  private count: number;
  /** Where the next free byte is. */
  private free = 0;
  private scratch?: { gradient: number; step: number; length: number };

  /** Goes on from `state`, which it copies. */
  constructor(state: TrainState['optimizer']) {
    this.count = state.step;
    this.given = copyMoments(state.moments);
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
    const moments = copyMoments(this.given);
    for (const [name, { m, v, length }] of this.slots)
      moments.set(name, { m: this.numbers(m, length).slice(), v: this.numbers(v, length).slice() });
    return { step: this.count, moments };
  }

  /** Adam's own step; the array is used again for the next. */
  private stepOf(parameter: Parameter, given: Float32Array, learningRate: number): Float32Array {
    const correction = Math.sqrt(1 - beta2 ** this.count);
    const rate = (learningRate * correction) / (1 - beta1 ** this.count);
    const { m, v, factor, length } = this.slotOf(parameter);
    const { gradient, step } = this.scratchOf(length);
    this.numbers(gradient, length).set(given);
    this.kernel.adam(gradient, m, v, factor, step, padded(length), rate, epsilon * correction);
    return this.numbers(step, length);
  }

  private slotOf(parameter: Parameter): Slot {
    const slot = this.slots.get(parameter.name) ?? this.openSlot(parameter);
    this.slots.set(parameter.name, slot);
    return slot;
  }

  private openSlot({ name, values: { length }, scale }: Parameter): Slot {
    const [m, v, factor] = [0, 0, 0].map(() => this.allocate(length));
    const moments = this.given.get(name);
    if (moments) {
      this.numbers(m, length).set(moments.m);
      this.numbers(v, length).set(moments.v);
    }
    const factors = this.numbers(factor, length);
    const width = length / (scale?.length ?? 1);
    for (let i = 0; i < length; i++) factors[i] = scale ? scale[Math.floor(i / width)] : 1;
    return { m, v, factor, length };
  }

  private scratchOf(length: number) {
    if (!this.scratch || this.scratch.length < length)
      this.scratch = { gradient: this.allocate(length), step: this.allocate(length), length };
    return this.scratch;
  }

  /** Room for so many numbers in the kernel's memory, zeros at first: its address. */
  private allocate(length: number): number {
    const address = this.free;
    this.free += padded(length) * Float32Array.BYTES_PER_ELEMENT;
    const { memory } = this.kernel;
    const missing = this.free - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    return address;
  }

  /** A view that the memory's next growth ends. */
  private numbers(address: number, length: number): Float32Array {
    return new Float32Array(this.kernel.memory.buffer, address, length);
  }
}

/** Where a parameter's numbers are in the kernel's memory, float32 each. */
interface Slot {
  m: number;
  v: number;
  /** The row's scale for every number. */
  factor: number;
  length: number;
}

const page = 65_536; // bytes

/** The kernel takes four numbers at once. */
const padded = (length: number) => Math.ceil(length / 4) * 4;

function copyMoments(moments: TrainState['optimizer']['moments']) {
  return new Map([...moments].map(([name, { m, v }]) => [name, { m: m.slice(), v: v.slice() }]));
}

function rms(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum / values.length);
}
