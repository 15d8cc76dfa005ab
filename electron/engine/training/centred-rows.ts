import type { Parameter } from './adam';
import type { AdamMemory } from './adam-memory';

const bytes = Float32Array.BYTES_PER_ELEMENT;

/** The rows of a kernel, [out, …], in the optimizer's memory, against the mean x̄ of what each output is made from. */
export class CentredRows {
  private readonly rows: number;
  private readonly width: number;
  private readonly depthwise: boolean;
  /** The kernel takes four numbers at once; rows that do not go into fours, which are few, are done here. */
  private readonly inFours: boolean;

  /**
   * @param mean x̄, [in] or, of a depthwise kernel, [channels]
   * @param address where x̄ may be written
   */
  constructor(
    private readonly memory: AdamMemory,
    { shape, values }: Parameter,
    private readonly mean: Float32Array,
    private readonly address: number,
  ) {
    this.rows = shape[0];
    this.width = values.length / shape[0];
    this.depthwise = shape[1] === 1;
    this.inFours = !this.depthwise && this.width % 4 === 0;
    memory.write(address, mean);
  }

  /** numbers − factors·x̄ᵀ; `factors` are [out]. */
  subtract(numbers: number, factors: Float32Array): void {
    for (let row = 0; row < this.rows; row++) {
      const at = this.at(numbers, row);
      if (this.inFours) this.memory.kernel.addScaled(at, this.address, this.width, -factors[row]);
      else
        this.memory
          .numbers(at, this.width)
          .forEach((value, i, own) => (own[i] = value - factors[row] * this.meanOf(row, i)));
    }
  }

  /** sums + share · numbers·x̄; `sums` are [out]. */
  addTo(sums: Float32Array, numbers: number, share: number): void {
    for (let row = 0; row < this.rows; row++) sums[row] += share * this.dot(row, this.at(numbers, row));
  }

  private dot(row: number, at: number): number {
    if (this.inFours) return this.memory.kernel.dot(at, this.address, this.width);
    const own = this.memory.numbers(at, this.width);
    return own.reduce((sum, value, i) => sum + value * this.meanOf(row, i), 0);
  }

  private at(numbers: number, row: number): number {
    return numbers + row * this.width * bytes;
  }

  private meanOf(row: number, column: number): number {
    return this.mean[this.depthwise ? row : column];
  }
}
