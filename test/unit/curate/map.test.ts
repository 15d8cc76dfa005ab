import { describe, expect, it } from 'vitest';
import { Random } from '../../../shared/random';
import { fuzzyGraph, membership } from '../../../electron/engine/photos/map/fuzzy-graph';
import { layOut } from '../../../electron/engine/photos/map/layout';
import { onMainPlane } from '../../../electron/engine/photos/map/principal';
import { nearestNeighbours } from '../../../electron/engine/photos/review/neighbours';
import { findOutliers } from '../../../electron/engine/photos/review/outliers';

const groups = 6;
const each = 40;

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Six clusters of forty, and three vectors of no cluster at the end. */
function clusters(random: Random): Float32Array[] {
  const noise = (size: number) => Float32Array.from({ length: 1280 }, () => random.normal() * size);
  const centres = Array.from({ length: groups }, () => unit(noise(1)));
  const members = centres.flatMap((centre) =>
    Array.from({ length: each }, () => {
      const own = noise(0.012);
      return unit(centre.map((value, k) => value + own[k]));
    }),
  );
  return [...members, ...Array.from({ length: 3 }, () => unit(noise(1)))];
}

async function mapOf(vectors: readonly Float32Array[]): Promise<Float32Array> {
  const random = new Random(1);
  const points = onMainPlane(vectors, random);
  await layOut(points, fuzzyGraph(await nearestNeighbours(vectors, 15)), random, async () => {});
  return points;
}

describe('the map of photos', () => {
  it('puts like ones near each other, the same every time', async () => {
    const vectors = clusters(new Random(3)).slice(0, groups * each);
    const points = await mapOf(vectors);
    expect(points.every(Number.isFinite)).toBe(true);
    const group = (i: number) => Math.floor(i / each);
    let [own, all] = [0, 0];
    for (let i = 0; i < vectors.length; i++) {
      const away = (j: number) =>
        Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]);
      const others = [...vectors.keys()].filter((j) => j !== i).sort((x, y) => away(x) - away(y));
      for (const j of others.slice(0, 10)) {
        all++;
        if (group(j) === group(i)) own++;
      }
    }
    expect(own / all).toBeGreaterThan(0.98);
    expect([...(await mapOf(vectors))]).toEqual([...points]);
  });

  it('is drawn of few photos, and of copies, too', async () => {
    const [one, two] = clusters(new Random(4));
    expect([...(await mapOf([]))]).toEqual([]);
    expect(await mapOf([one])).toHaveLength(2);
    expect((await mapOf([one, two])).every(Number.isFinite)).toBe(true);
    expect((await mapOf(new Array<Float32Array>(30).fill(one))).every(Number.isFinite)).toBe(true);
  });

  it('weighs neighbours so that they add up to the logarithm of their number', () => {
    const weights = membership([0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.8, 0.9]);
    expect(weights[0]).toBe(1);
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(3, 3);
    expect(weights).toEqual([...weights].sort((x, y) => y - x));
  });
});

describe('outliers', () => {
  it('are those of no cluster', async () => {
    const neighbours = await nearestNeighbours(clusters(new Random(5)), 32);
    const found = findOutliers(neighbours).map(({ at }) => at);
    expect(found.slice(0, 3).sort()).toEqual([0, 1, 2].map((i) => groups * each + i));
    expect(found).toHaveLength(3);
    expect(findOutliers(neighbours.slice(0, 5))).toEqual([]);
  });
});
