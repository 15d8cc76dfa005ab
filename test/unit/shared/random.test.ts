import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@shared/random';

const draw = (random: Random, n: number) => Array.from({ length: n }, () => random.next());

describe('Random', () => {
  it('gives the same numbers for the same seed and stream, others for another', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(1000), (seed, stream) => {
        expect(draw(new Random(seed, stream), 5)).toEqual(draw(new Random(seed, stream), 5));
        expect(draw(new Random(seed, stream), 5)).not.toEqual(draw(new Random(seed, stream + 1), 5));
      }),
    );
  });

  it('is uniform enough: mean 1/2, variance 1/12', () => {
    const values = draw(new Random(7), 20_000);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('shuffles into a permutation', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        expect(new Random(seed).shuffled(items).sort()).toEqual([...items].sort());
      }),
    );
  });
});
