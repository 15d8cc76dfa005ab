import { describe, expect, test } from 'vitest';
import { assertNotCollapsed, spreadOf } from '../../../electron/engine/training/collapse';

const all = (n: number, row: number[]) => Float32Array.from(Array.from({ length: n }, () => row).flat());

describe('spreadOf', () => {
  test('is 1 minus the mean cosine of all pairs', () => {
    // Cosines: 0, 1/√2, 1/√2
    const spread = spreadOf([Float32Array.of(5, 0, 0, 1), Float32Array.of(2, 2)], 2);
    expect(spread).toBeCloseTo(1 - Math.SQRT2 / 3, 6);
  });

  test('is 0 for the same direction and for zeros, 2 for opposites, 1 for a single one', () => {
    expect(spreadOf([Float32Array.of(1, 2, 2, 4, 3, 6)], 2)).toBeCloseTo(0, 6);
    expect(spreadOf([all(4, [0, 0])], 2)).toBe(0);
    expect(spreadOf([Float32Array.of(1, 1, -1, -1)], 2)).toBeCloseTo(2, 6);
    expect(spreadOf([Float32Array.of(1, 1)], 2)).toBe(1);
  });
});

describe('assertNotCollapsed', () => {
  const embedding = (seed: number) =>
    Float32Array.from({ length: 1280 }, (_, i) => Math.abs(Math.sin(i * seed)));

  test('passes embeddings that differ', () => {
    expect(() => assertNotCollapsed([embedding(1), embedding(2.7)], 'block_6')).not.toThrow();
  });

  test.each([
    ['the same', [embedding(1), embedding(1)]],
    ['zero', [new Float32Array(2 * 1280)]],
    ['not numbers', [new Float32Array(2 * 1280).fill(NaN)]],
  ])('says which stage made all embeddings %s', (_, batches) => {
    expect(() => assertNotCollapsed(batches, 'block_6')).toThrow(/block_6 collapsed/);
  });
});
