import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromFloat16, toFloat16 } from '../../../electron/engine/network/float16';

const one = (value: number) => toFloat16(Float32Array.of(value))[0];

describe('float16', () => {
  test.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519.996, 0x7bff],
    [65520, 0x7c00],
    [1e30, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.001, 0x0001],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [1 / 3, 0x3555],
  ])('%d is 0x%s', (value, bits) => expect(one(value)).toBe(bits));

  test('NaN stays NaN', () => expect(fromFloat16(toFloat16(Float32Array.of(NaN)))[0]).toBeNaN());

  test('every half survives the way to float32 and back', () => {
    const all = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
    const values = fromFloat16(all);
    const back = toFloat16(values);
    all.forEach((bits) => {
      if (!Number.isNaN(values[bits]) && back[bits] !== bits) expect(back[bits]).toBe(bits);
    });
  });

  test('any number goes to one of the halves nearest to it, ties to the even one', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const bits = one(value);
        const distance = (half: number) => Math.abs(fromFloat16(Uint16Array.of(half))[0] - value);
        for (const neighbour of [bits - 1, bits + 1].filter((b) => (b & 0x7fff) < 0x7c00 && b >= 0)) {
          expect(distance(bits)).toBeLessThanOrEqual(distance(neighbour));
          if (distance(bits) === distance(neighbour)) expect(bits % 2).toBe(0);
        }
      }),
    );
  });

  test('a million numbers take milliseconds', () => {
    const values = Float32Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i));
    const started = performance.now();
    fromFloat16(toFloat16(values));
    expect(performance.now() - started).toBeLessThan(300);
  });
});
