import { createInt8Dots, lanes } from './int8-dots';

/** Rows whose dot products are worked out at once, so that they are still in the processor's cache when looked at. */
const atOnce = 4096;
const page = 65536; // bytes of WebAssembly memory
const queryScale = 32767;

/**
 * Finds the groups whose nearest member has the highest cosine to a vector, among many. Vectors are kept as eight-bit
 * numbers with a scale each, 1.3 kB for 1280 numbers; a cosine is wrong by about 0.0005, so whoever needs the very
 * nearest asks for a few more and compares those exactly.
 */
export class EmbeddingIndex {
  private readonly int8 = createInt8Dots();
  private readonly rowOf = new Map<number, number>();
  private readonly keys: number[] = [];
  private readonly groups: number[] = [];
  /** What a row's dot product is multiplied by. */
  private readonly scales: number[] = [];
  private width = 0;
  private slots: Slots | null = null;

  get size(): number {
    return this.keys.length;
  }

  has(key: number): boolean {
    return this.rowOf.has(key);
  }

  /** `embedding`: of unit length, as long as all others; its cosines count `weight` times. */
  add(key: number, group: number, embedding: Float32Array, weight = 1): void {
    this.width ||= Math.ceil(embedding.length / lanes) * lanes;
    const row = this.size;
    const largest = embedding.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
    const stored = this.rowAt(row);
    for (let i = 0; i < embedding.length; i++) stored[i] = Math.round((embedding[i] * 127) / largest);
    stored.fill(0, embedding.length);
    this.rowOf.set(key, row);
    this.keys.push(key);
    this.groups.push(group);
    this.scales.push((weight * largest) / (127 * queryScale));
    this.slots = null;
  }

  /** The last row takes its place. */
  remove(key: number): void {
    const row = this.rowOf.get(key);
    if (row === undefined) return;
    const last = this.size - 1;
    if (row !== last) this.rowAt(row).set(this.rowAt(last));
    this.rowOf.set(this.keys[last], row);
    for (const column of [this.keys, this.groups, this.scales]) {
      column[row] = column[last];
      column.pop();
    }
    this.rowOf.delete(key);
    this.slots = null;
  }

  /** At most `limit` groups, nearest first. */
  nearest(query: Float32Array, limit: number): number[] {
    if (!this.size) return [];
    const { slotOf, groups } = (this.slots ??= slotsOf(this.groups));
    const best = new Float32Array(groups.length).fill(-Infinity);
    this.writeQuery(query);
    for (let start = 0; start < this.size; start += atOnce) {
      const dots = this.dots(start, Math.min(atOnce, this.size - start));
      for (let i = 0; i < dots.length; i++) {
        const cosine = dots[i] * this.scales[start + i];
        if (cosine > best[slotOf[start + i]]) best[slotOf[start + i]] = cosine;
      }
    }
    return highest(best, limit).map((slot) => groups[slot]);
  }

  // In the memory: the query, the dot products, the rows.

  private get outAt(): number {
    return this.width * 2;
  }

  private get rowsAt(): number {
    return this.outAt + atOnce * 4;
  }

  private rowAt(row: number): Int8Array {
    const { memory } = this.int8;
    const from = this.rowsAt + row * this.width;
    const missing = from + this.width - memory.buffer.byteLength;
    // Address space is there from the start, so growing copies nothing; an eighth more spares most of the calls.
    if (missing > 0) memory.grow(Math.ceil((missing + memory.buffer.byteLength / 8) / page));
    return new Int8Array(memory.buffer, from, this.width);
  }

  private writeQuery(query: Float32Array): void {
    const stored = new Int16Array(this.int8.memory.buffer, 0, this.width).fill(0);
    for (let i = 0; i < query.length; i++) stored[i] = Math.round(query[i] * queryScale);
  }

  private dots(start: number, count: number): Int32Array {
    const { memory, dots } = this.int8;
    dots(0, this.rowsAt + start * this.width, count, this.width, this.outAt);
    return new Int32Array(memory.buffer, this.outAt, count);
  }
}

/** Groups by a small number each, and the number of each row's group. */
interface Slots {
  groups: number[];
  slotOf: Int32Array;
}

function slotsOf(groupOf: readonly number[]): Slots {
  const slots = new Map<number, number>();
  const slotOf = Int32Array.from(groupOf, (group) => {
    const slot = slots.get(group) ?? slots.size;
    slots.set(group, slot);
    return slot;
  });
  return { groups: [...slots.keys()], slotOf };
}

/** Where the highest values are, highest first. */
function highest(values: Float32Array, limit: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (found.length === limit && values[i] <= values[found[limit - 1]]) continue;
    let at = found.length;
    while (at > 0 && values[found[at - 1]] < values[i]) at--;
    found.splice(at, 0, i);
    if (found.length > limit) found.pop();
  }
  return found;
}
