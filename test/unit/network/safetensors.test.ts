import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeSafetensors,
  encodeSafetensors,
  type StoredTensor,
} from '../../../electron/engine/network/safetensors';

const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) =>
  fc
    .tuple(fc.constantFrom(Uint16Array, Float32Array, Int8Array), fc.infiniteStream(fc.nat(0xffff)))
    .map(([numbers, drawn]): StoredTensor => {
      const data = numbers.from([...drawn.take(shape.reduce((a, b) => a * b, 1))]);
      return { shape, data };
    }),
);
const name = fc.string({ minLength: 1 }).filter((s) => s !== '__metadata__' && s !== '__proto__');

const sample = () =>
  encodeSafetensors({
    tensors: new Map([
      ['a', { shape: [1, 3], data: Uint16Array.of(0x3c00, 0x4000, 0xc000) }],
      ['b', { shape: [], data: Float32Array.of(1.5) }],
    ]),
    metadata: { source: 'test' },
  });

describe('safetensors', () => {
  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name), fc.infiniteStream(tensor), (names, stream) => {
        const tensors = new Map(names.map((key) => [key, stream.next().value as StoredTensor]));
        const read = decodeSafetensors(encodeSafetensors({ tensors, metadata: { made: 'here' } }));
        expect([...read.tensors].sort()).toEqual([...tensors].sort());
        expect(read.metadata).toEqual({ made: 'here' });
      }),
    );
  });

  test('the bytes are laid out as the format says', () => {
    const file = sample();
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))).toEqual({
      __metadata__: { source: 'test' },
      a: { dtype: 'F16', shape: [1, 3], data_offsets: [0, 6] },
      b: { dtype: 'F32', shape: [], data_offsets: [6, 10] },
    });
    expect([...file.subarray(8 + length)]).toEqual([0, 0x3c, 0, 0x40, 0, 0xc0, 0, 0, 0xc0, 0x3f]);
  });

  test('it reads from inside a larger buffer', () => {
    const file = sample();
    const pool = Buffer.alloc(file.length + 3);
    pool.set(file, 3);
    expect(decodeSafetensors(pool.subarray(3)).tensors.get('b')?.data).toEqual(Float32Array.of(1.5));
  });

  test('a file cut off anywhere is refused', () => {
    const file = sample();
    for (let end = 0; end < file.length; end++)
      expect(() => decodeSafetensors(file.subarray(0, end))).toThrow();
  });
});
