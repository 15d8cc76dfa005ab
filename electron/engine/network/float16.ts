/** IEEE 754 half precision, kept as its bits in a Uint16Array (Node has no Float16Array before 24). */

const toSingle = new Float32Array(0x10000).map((_, bits) => decode(bits));

/** One row for each sign and exponent of a float32: half = base + round(mantissa / 2^shift). */
const rows = Array.from({ length: 512 }, (_, i) => rowOf(i >> 8 ? 0x8000 : 0, (i & 0xff) - 127));
const base = Uint16Array.from(rows, (row) => row.base);
const shift = Uint8Array.from(rows, (row) => row.shift);
const leadingOne = Uint32Array.from(rows, (row) => row.leadingOne);

function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0x1f) return mantissa ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 25) * (mantissa + 0x400) : 2 ** -24 * mantissa);
}

function rowOf(sign: number, exponent: number): { base: number; shift: number; leadingOne: number } {
  if (exponent > 15) return { base: sign | 0x7c00, shift: 24, leadingOne: 0 };
  if (exponent >= -14) return { base: sign | ((exponent + 15) << 10), shift: 13, leadingOne: 0 };
  return { base: sign, shift: Math.min(-exponent - 1, 25), leadingOne: 0x800000 };
}

/** float16 bits → float32, exactly. */
export function fromFloat16(bits: Uint16Array): Float32Array {
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = toSingle[bits[i]];
  return out;
}

/** float32 → float16 bits, to the nearest, ties to even; what is too large becomes infinite. */
export function toFloat16(values: Float32Array): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const out = new Uint16Array(values.length);
  for (let i = 0; i < words.length; i++) out[i] = encode(words[i]);
  return out;
}

function encode(word: number): number {
  if ((word & 0x7fffffff) > 0x7f800000) return 0x7e00;
  const row = word >>> 23;
  const by = shift[row];
  const mantissa = (word & 0x7fffff) | leadingOne[row];
  return base[row] + ((mantissa + (1 << (by - 1)) - 1 + ((mantissa >> by) & 1)) >> by);
}
