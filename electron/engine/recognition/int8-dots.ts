import {
  addInt32s,
  advance,
  assemble,
  block,
  branch,
  branchIf,
  bytesOf,
  dotInt16s,
  end,
  get,
  i32,
  i32Add,
  i32Lane,
  i32Less,
  i32NotLess,
  i32Store,
  load,
  loop,
  set,
  v128,
  widen,
  zeros,
} from '../wasm/assembler';

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
  const { exports } = new WebAssembly.Instance((compiled ??= new WebAssembly.Module(assemble(routine))));
  return exports as unknown as Int8Dots;
}

let compiled: WebAssembly.Module | undefined;

/** The parameters of `dots`, then its variables, by their number. */
const [query, rows, count, width, out, q, rowEnd, outEnd, low, high, row] = Array.from(
  { length: 11 },
  (_, i) => i,
);

const sumOfLanes = (value: number[]) =>
  [1, 2, 3].reduce((sum, lane) => i32Add(sum, i32Lane(value, lane)), i32Lane(value, 0));

/** for each row: low = high = 0; for every 16 of its numbers: low += …, high += …; *out++ = sum of their lanes */
const body = [
  ...set(outEnd, i32Add(get(out), bytesOf(get(count)))),
  ...block,
  ...loop,
  ...branchIf(i32NotLess(get(out), get(outEnd)), 1),
  ...set(q, get(query)),
  ...set(rowEnd, i32Add(get(rows), get(width))),
  ...set(low, zeros),
  ...set(high, zeros),
  ...loop,
  ...set(row, load(get(rows))),
  ...set(low, addInt32s(get(low), dotInt16s(widen('low', get(row)), load(get(q))))),
  ...set(high, addInt32s(get(high), dotInt16s(widen('high', get(row)), load(get(q), 16)))),
  ...advance(q, 32),
  ...advance(rows, 16),
  ...branchIf(i32Less(get(rows), get(rowEnd)), 0),
  ...end,
  ...i32Store(get(out), sumOfLanes(addInt32s(get(low), get(high)))),
  ...advance(out, 4),
  ...branch(0),
  ...end,
  ...end,
];

const routine = {
  name: 'dots',
  parameters: [i32, i32, i32, i32, i32],
  locals: [
    [3, i32],
    [3, v128],
  ] as [number, number][],
  body,
};
