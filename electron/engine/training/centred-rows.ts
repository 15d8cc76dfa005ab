import type { Parameter } from './adam';
import type { AdamMemory } from './adam-memory';

const bytes = Float32Array.BYTES_PER_ELEMENT;

/** The rows of a kernel, [out, …], in the optimizer's memory, against the mean x̄ of what each output is made from. */
export class CentredRows {
  private readonly rows: number;
  private readonly width: number;
  private readonly depthwise: boolean;

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
    memory.write(address, mean);
  }

  /** numbers − factors·x̄ᵀ; `factors` are [out]. */
  subtract(numbers: number, factors: Float32Array): void {
    this.forRows(
      (row) => this.memory.kernel.addScaled(this.at(numbers, row), this.address, this.width, -factors[row]),
      (row, own) => own.forEach((value, i) => (own[i] = value - factors[row] * this.meanOf(row, i))),
      numbers,
    );
  }

  /** sums + share · numbers·x̄; `sums` are [out]. */
  addTo(sums: Float32Array, numbers: number, share: number): void {
    this.forRows(
      (row) => {
        sums[row] += share * this.memory.kernel.dot(this.at(numbers, row), this.address, this.width);
      },
      (row, own) => own.forEach((value, i) => (sums[row] += share * value * this.meanOf(row, i))),
      numbers,
    );
  }

  /** The kernel takes four numbers at once: rows that do not go into fours, which are few, are done here. */
  private forRows(
    inFours: (row: number) => void,
    otherwise: (row: number, own: Float32Array) => void,
    numbers: number,
  ): void {
    const fours = !this.depthwise && this.width % 4 === 0;
    for (let row = 0; row < this.rows; row++) {
      if (fours) inFours(row);
      else otherwise(row, this.memory.numbers(this.at(numbers, row), this.width));
    }
  }

  private at(numbers: number, row: number): number {
    return numbers + row * this.width * bytes;
  }

  private meanOf(row: number, column: number): number {
    return this.mean[this.depthwise ? row : column];
  }
}
