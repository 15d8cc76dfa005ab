import type { Parameter } from './adam';
import { createAdamKernel } from './adam-kernel';
import type { TrainState } from './stepper';

type Moments = TrainState['optimizer']['moments'];

/** Where a parameter's numbers are, as byte addresses; `count` is its length, filled up to a multiple of 4. */
interface Slot {
  m: number;
  v: number;
  /** The row's scale for every number. */
  factor: number;
  length: number;
  count: number;
}

/** Room for the numbers of one parameter at a time. */
interface Scratch {
  gradient: number;
  step: number;
  value: number;
  mean: number;
  length: number;
}

const page = 65_536; // bytes
const bytes = Float32Array.BYTES_PER_ELEMENT;
const padded = (length: number) => Math.ceil(length / 4) * 4;

/** The optimizer's numbers in its kernel's memory. Views of them end with the next parameter that is new. */
export class AdamMemory {
  readonly kernel = createAdamKernel();
  private readonly slots = new Map<string, Slot>();
  /** Where the next free byte is. */
  private free = 0;
  private scratch?: Scratch;
  private readonly given: Moments;

  /** `given`: the moments to go on from, which are copied. */
  constructor(given: Moments) {
    this.given = copyOf(given);
  }

  moments(): Moments {
    const moments = copyOf(this.given);
    for (const [name, { m, v, length }] of this.slots)
      moments.set(name, { m: this.numbers(m, length).slice(), v: this.numbers(v, length).slice() });
    return moments;
  }

  slotOf(parameter: Parameter): Slot {
    const slot = this.slots.get(parameter.name) ?? this.openSlot(parameter);
    this.slots.set(parameter.name, slot);
    return slot;
  }

  /** Writes a parameter's gradient and values where the kernel finds them. */
  load({ values }: Parameter, gradient: Float32Array): Scratch {
    const scratch = this.scratchOf(values.length);
    this.write(scratch.gradient, gradient);
    this.write(scratch.value, values);
    return scratch;
  }

  /** Numbers at an address, and zeros behind them up to a multiple of 4. */
  write(address: number, numbers: Float32Array): void {
    const view = this.numbers(address, padded(numbers.length));
    view.set(numbers);
    view.fill(0, numbers.length);
  }

  numbers(address: number, length: number): Float32Array {
    return new Float32Array(this.kernel.memory.buffer, address, length);
  }

  private openSlot({ name, values: { length }, scale }: Parameter): Slot {
    const [m, v, factor] = [0, 0, 0].map(() => this.allocate(length));
    const moments = this.given.get(name);
    if (moments) {
      this.write(m, moments.m);
      this.write(v, moments.v);
    }
    const width = length / (scale?.length ?? 1);
    const factors = this.numbers(factor, length);
    for (let i = 0; i < length; i++) factors[i] = scale ? scale[Math.floor(i / width)] : 1;
    return { m, v, factor, length, count: padded(length) };
  }

  private scratchOf(length: number): Scratch {
    if (!this.scratch || this.scratch.length < length) {
      const [gradient, step, value, mean] = [0, 0, 0, 0].map(() => this.allocate(length));
      this.scratch = { gradient, step, value, mean, length };
    }
    return this.scratch;
  }

  /** Room for so many numbers, zeros at first: its address. */
  private allocate(length: number): number {
    const address = this.free;
    this.free += padded(length) * bytes;
    const { memory } = this.kernel;
    const missing = this.free - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / page));
    return address;
  }
}

const copyOf = (moments: Moments): Moments =>
  new Map([...moments].map(([name, { m, v }]) => [name, { m: m.slice(), v: v.slice() }]));
