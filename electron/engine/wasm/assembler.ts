/**
 * Just enough of the binary format (https://webassembly.github.io/spec/core/binary/) to write functions with SIMD that
 * work on a memory of their own. Values are byte codes that leave one value on the stack.
 */

export const i32 = 0x7f;
export const f32 = 0x7d;
export const v128 = 0x7b;

export const block = [0x02, 0x40];
export const loop = [0x03, 0x40];
export const end = [0x0b];
/** Leaves the block, or starts the loop again, that is `depth` further out. */
export const branch = (depth: number) => [0x0c, depth];
export const otherwise = (condition: number[], then: number[], instead: number[]) => [
  ...[...condition, 0x04, 0x40],
  ...[...then, 0x05, ...instead, ...end],
];
export const branchIf = (condition: number[], depth: number) => [...condition, 0x0d, depth];

export const get = (local: number) => [0x20, local];
export const set = (local: number, value: number[]) => [...value, 0x21, local];

export const i32Constant = (value: number) => [0x41, ...signedLeb128(value)];
export const i32Add = (a: number[], b: number[]) => [...a, ...b, 0x6a];
export const i32Times = (a: number[], b: number[]) => [...a, ...b, 0x6c];
export const i32And = (a: number[], b: number[]) => [...a, ...b, 0x71];
export const i32Or = (a: number[], b: number[]) => [...a, ...b, 0x72];
export const i32ShiftRight = (a: number[], by: number) => [...a, ...i32Constant(by), 0x76];
/** Without sign, so that what is below 0 is more than anything else. */
export const i32More = (a: number[], b: number[]) => [...a, ...b, 0x4b];
export const i32Less = (a: number[], b: number[]) => [...a, ...b, 0x49];
export const i32NotLess = (a: number[], b: number[]) => [...a, ...b, 0x4f];
/** Times four, as bytes of 32-bit numbers. */
export const bytesOf = (count: number[]) => [...count, ...i32Constant(2), 0x74];
export const i32Store = (address: number[], value: number[]) => [...address, ...value, 0x36, 2, 0];
/** Adds to an address. */
export const advance = (local: number, by: number) => set(local, i32Add(get(local), i32Constant(by)));

export const f32Add = (a: number[], b: number[]) => [...a, ...b, 0x92];
export const f32Constant = (value: number) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];

const simd = (code: number, ...operands: number[][]) => [...operands.flat(), 0xfd, ...leb128(code)];
/** Sixteen bytes at an address. */
export const load = (address: number[], offset = 0) => [...simd(0x00, address), 4, offset];
export const store = (address: number[], value: number[]) => [...simd(0x0b, address, value), 4, 0];
/** Eight bytes at an address, and eight zeros. */
export const loadHalf = (address: number[], offset = 0) => [...simd(0x5d, address), 0, ...leb128(offset)];
/** The first four bytes. */
export const storeQuarter = (address: number[], value: number[]) => [...simd(0x5a, address, value), 0, 0, 0];
export const bytes = (values: readonly number[]) => [...simd(0x0c), ...values];
/** The bytes at these places; 0 where a place is none. */
export const swizzle = (value: number[], places: number[]) => simd(0x0e, value, places);
export const zeros = bytes(new Array<number>(16).fill(0));
export const i32Lane = (value: number[], lane: number) => [...simd(0x1b, value), lane];
export const addInt32s = (a: number[], b: number[]) => simd(0xae, a, b);
export const subtractInt32s = (a: number[], b: number[]) => simd(0xb1, a, b);
export const multiplyInt32s = (a: number[], b: number[]) => simd(0xb5, a, b);
export const shiftInt32sLeft = (value: number[], by: number) => simd(0xab, value, i32Constant(by));
/** One int32 four times. */
export const splatInt32 = (value: number[]) => simd(0x11, value);
/** Of two vectors of eight int16: the products, added up in pairs. */
export const dotInt16s = (a: number[], b: number[]) => simd(0xba, a, b);
/** The lower or upper eight of sixteen int8, as int16. */
export const widen = (half: 'low' | 'high', value: number[]) => simd(half === 'low' ? 0x87 : 0x88, value);
export const f32Lane = (value: number[], lane: number) => [...simd(0x1f, value), lane];
/** One float32 four times. */
export const splat = (value: number[]) => simd(0x13, value);
export const toFloats = (int32s: number[]) => simd(0xfa, int32s);
/** The nearest whole numbers, as the first four bytes; 0 or 255 where they are beyond. */
export const toBytes = (floats: number[]) => {
  const int16s = simd(0x85, simd(0xf8, simd(0x6a, floats)), zeros);
  return simd(0x66, int16s, zeros);
};
export const sqrt = (value: number[]) => simd(0xe3, value);
export const add = (a: number[], b: number[]) => simd(0xe4, a, b);
export const subtract = (a: number[], b: number[]) => simd(0xe5, a, b);
export const multiply = (a: number[], b: number[]) => simd(0xe6, a, b);
export const divide = (a: number[], b: number[]) => simd(0xe7, a, b);

/** A function; its locals are numbered from its parameters on. */
export interface Routine {
  name: string;
  /** Types. */
  parameters: number[];
  /** A type; absent where nothing is returned. */
  result?: number;
  /** How many of which type. */
  locals: [count: number, type: number][];
  body: number[];
}

/** A module that exports the routines, and as `memory` one of a page, which they share and which may grow to 4 GiB. */
export function assemble(...routines: Routine[]): Uint8Array<ArrayBuffer> {
  const types = routines.map(({ parameters, result }) => [
    ...[0x60, parameters.length, ...parameters],
    ...(result === undefined ? [0] : [1, result]),
  ]);
  const exported = routines.map(({ name }, i) => [...text(name), 0, i]);
  const codes = routines.map(({ locals, body }) => {
    const code = [locals.length, ...locals.flat(), ...body, ...end];
    return [...leb128(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(3, list(routines.map((_, i) => [i]))),
    ...section(5, [1, 1, 1, ...leb128(0x10000)]),
    ...section(7, list([[...text('memory'), 2, 0], ...exported])),
    ...section(10, list(codes)),
  ]);
}

const text = (value: string) => [value.length, ...Buffer.from(value)];
const list = (items: number[][]) => [items.length, ...items.flat()];
const section = (id: number, content: number[]) => [id, ...leb128(content.length), ...content];

/** The binary format's whole numbers. */
function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >>> 7)];
}

/** The same, for numbers with a sign. */
function signedLeb128(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedLeb128(value >> 7)];
}
