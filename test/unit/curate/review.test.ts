import { laplacianVariance } from '@shared/sharpness';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../shared/random';
import { joinAlike } from '../../../electron/engine/photos/review/duplicates';
import { groupBursts, Groups } from '../../../electron/engine/photos/review/groups';
import { differenceHash, hashDistance } from '../../../electron/engine/photos/review/quality';
import { suspicions } from '../../../electron/engine/photos/review/suspects';

const near = (...pairs: [number, number][]) => ({
  index: Int32Array.from(pairs, ([i]) => i),
  cosine: Float32Array.from(pairs, ([, cosine]) => cosine),
});

describe('sharpness', () => {
  it('is the variance of the Laplacian', () => {
    // One bright pixel of 10 in the middle of 5 × 5: in the inner 3 × 3 the Laplacian is −40 once, 10 four times, 0 else.
    const grey = new Float32Array(25);
    grey[12] = 10;
    const mean = 0;
    expect(laplacianVariance(grey, 5, 5)).toBeCloseTo((40 ** 2 + 4 * 10 ** 2) / 9 - mean ** 2, 5);
    expect(laplacianVariance(new Float32Array(4), 2, 2)).toBe(0);
    expect(
      laplacianVariance(
        Float32Array.from({ length: 64 }, (_, i) => i),
        8,
        8,
      ),
    ).toBeCloseTo(0, 5);
  });
});

describe('the difference hash', () => {
  const noise = (width: number, height: number, seed: number) => {
    const random = new Random(seed);
    const field = Array.from({ length: 72 }, () => random.next() * 200);
    return Float32Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [
        Math.floor(((i % width) * 9) / width),
        Math.floor((Math.floor(i / width) * 8) / height),
      ];
      return field[y * 9 + x];
    });
  };

  it('does not change with size and light, and does with the photo', () => {
    const hash = differenceHash(noise(90, 80, 1), 90, 80);
    expect(hashDistance(hash, differenceHash(noise(270, 160, 1), 270, 160))).toBe(0);
    expect(
      hashDistance(
        hash,
        differenceHash(
          noise(90, 80, 1).map((v) => v / 2 + 20),
          90,
          80,
        ),
      ),
    ).toBe(0);
    expect(hashDistance(hash, differenceHash(noise(90, 80, 2), 90, 80))).toBeGreaterThan(15);
    expect(hashDistance(0b1011n, 0b0001n)).toBe(2);
  });
});

describe('label suspects', () => {
  it('are those that other classes are nearer to', () => {
    const labels = ['a', 'a', 'b', 'b'];
    const [good, wrong] = suspicions(labels, [
      near([1, 0.9], [2, 0.2], [3, 0.1]),
      near([2, 0.9], [3, 0.8], [0, 0.1]),
      near(),
      near(),
    ]);
    expect(good.suspicion).toBeLessThan(0);
    expect(wrong).toMatchObject({ suggested: 'b' });
    // (0.9 + 0.8 + 0.1) / 3 − (0.1 + 0.1 + 0.1) / 3
    expect(wrong.suspicion).toBeCloseTo(0.5, 5);
  });

  it('with no neighbours are none', () => {
    expect(suspicions(['a'], [near()])).toEqual([{ suspicion: 0, suggested: null }]);
  });
});

describe('photos that are alike', () => {
  it('form groups through one another', () => {
    const neighbours = [near([1, 0.99]), near([2, 0.99]), near([1, 0.99]), near([0, 0.96]), near([3, 0.9])];
    const groups = (hashes: (bigint | null)[]) => {
      const found = new Groups(neighbours.length);
      joinAlike(found, neighbours, hashes);
      return [...found.lowest()];
    };
    expect(groups([null, null, null, null, null])).toEqual([0, 0, 0, 3, 4]);
    expect(groups([1n, null, null, 3n, 3n])).toEqual([0, 0, 0, 0, 4]);
  });
});

describe('bursts', () => {
  it('are photos within two seconds of one another, whatever their order', () => {
    const at = (seconds: number) =>
      new Date(Date.UTC(2026, 4, 1) + seconds * 1000).toISOString().slice(0, 23);
    expect([...groupBursts([at(10), at(0), null, at(2), at(3.5), at(6), null])]).toEqual([
      0, 1, 2, 1, 1, 5, 6,
    ]);
    expect([...groupBursts([])]).toEqual([]);
  });
});
