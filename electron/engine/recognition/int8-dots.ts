/**
 * Dot products of one vector with many rows of eight-bit numbers, in WebAssembly SIMD: 16 products in seven
 * instructions, about as fast as memory can be read. onnxruntime's MatMulInteger took seven to twenty times as long,
 * since it is made for many columns.
 */

/** Numbers a row are filled up to a multiple of this. */
export const lanes = 16;

export interface Int8Dots {
  memory: WebAssembly.Memory;
  /**
   * Writes `count` int32 dot products to `out`. All are byte addresses in `memory`.
   * @param query int16 [width] @param rows int8 [count, width] @param width a multiple of 16, above 0
   */
  dots(query: number, rows: number, count: number, width: number, out: number): void;
}

/** An instance with a memory of its own, of one page; it may grow to 4 GiB. */
export function createInt8Dots(): Int8Dots {
  const { exports } = new WebAssembly.Instance((compiled ??= new WebAssembly.Module(assemble())));
  return exports as unknown as Int8Dots;
}

let compiled: WebAssembly.Module | undefined;

// The module, by the binary format of https://webassembly.github.io/spec/core/binary/.

const i32 = 0x7f;
const v128 = 0x7b;
const simd = 0xfd;
const end = 0x0b;
const voidBlock = 0x40;
/** Parameters of `dots`, then its variables, by their number. */
const [query, rows, count, width, out, q, rowEnd, outEnd, low, high, row] = Array.from(
  { length: 11 },
  (_, i) => i,
);

const get = (local: number) => [0x20, local];
const set = (local: number, ...value: number[]) => [...value, 0x21, local];
const constant = (value: number) => [0x41, value];
const i32Add = (a: number[], b: number[]) => [...a, ...b, 0x6a];
const advance = (local: number, by: number) => set(local, ...i32Add(get(local), constant(by)));
/** Sixteen bytes at `address` + `offset`. */
const load = (address: number, offset = 0) => [...get(address), simd, 0x00, 0x04, offset];
const zero = [simd, 0x0c, ...new Array<number>(16).fill(0)];
const addInt32s = (a: number[], b: number[]) => [...a, ...b, simd, 0xae, 0x01];
/** Of two vectors of eight int16: the products, added up in pairs. */
const dotInt16s = (a: number[], b: number[]) => [...a, ...b, simd, 0xba, 0x01];
/** The lower or upper eight of sixteen int8, as int16. */
const widen = (half: 'low' | 'high', value: number[]) => [...value, simd, half === 'low' ? 0x87 : 0x88, 0x01];
const lane = (i: number) => [...get(low), simd, 0x1b, i];

/** for each row: low = high = 0; for every 16 of its numbers: low += …, high += …; *out++ = sum of their lanes */
const body = [
  ...set(outEnd, ...i32Add(get(out), [...get(count), ...constant(2), 0x74])), // out + count << 2
  ...[0x02, voidBlock, 0x03, voidBlock], // block, loop
  ...[...get(out), ...get(outEnd), 0x4f, 0x0d, 1], // leave when out >= outEnd
  ...set(q, ...get(query)),
  ...set(rowEnd, ...i32Add(get(rows), get(width))),
  ...set(low, ...zero),
  ...set(high, ...zero),
  ...[0x03, voidBlock], // loop
  ...set(row, ...load(rows)),
  ...set(low, ...addInt32s(get(low), dotInt16s(widen('low', get(row)), load(q)))),
  ...set(high, ...addInt32s(get(high), dotInt16s(widen('high', get(row)), load(q, 16)))),
  ...advance(q, 32),
  ...advance(rows, 16),
  ...[...get(rows), ...get(rowEnd), 0x49, 0x0d, 0, end], // again while rows < rowEnd
  ...set(low, ...addInt32s(get(low), get(high))),
  ...[...get(out), ...i32Add(i32Add(lane(0), lane(1)), i32Add(lane(2), lane(3))), 0x36, 2, 0], // store
  ...advance(out, 4),
  ...[0x0c, 0, end, end, end], // again
];

function assemble(): Uint8Array<ArrayBuffer> {
  const locals = [2, 3, i32, 3, v128];
  const text = (value: string) => [value.length, ...Buffer.from(value)];
  const code = [...locals, ...body];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 5, i32, i32, i32, i32, i32, 0]), // one type: five numbers in, nothing out
    ...section(3, [1, 0]), // one function of that type
    ...section(5, [1, 1, 1, ...size(0x10000)]), // one memory of 1 to 65,536 pages
    ...section(7, [2, ...text('memory'), 2, 0, ...text('dots'), 0, 0]), // what is exported
    ...section(10, [1, ...size(code.length), ...code]),
  ]);
}

const section = (id: number, content: number[]) => [id, ...size(content.length), ...content];

/** LEB128. */
function size(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...size(value >>> 7)];
}
