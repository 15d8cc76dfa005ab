import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@shared/random';
import { EmbeddingIndex } from '../../../electron/engine/recognition/embedding-index';
import { normalize } from '../../../electron/engine/recognition/gallery';

const drawn = (seed: number, length: number) => {
  const random = new Random(seed);
  return normalize(Float32Array.from({ length }, () => random.normal()));
};
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);

/** What a plain loop finds. */
function naive(
  members: ReadonlyMap<number, { group: number; embedding: Float32Array }>,
  query: Float32Array,
) {
  const best = new Map<number, number>();
  for (const { group, embedding } of members.values())
    best.set(group, Math.max(best.get(group) ?? -Infinity, cosine(query, embedding)));
  return best;
}

describe('the index of embeddings', () => {
  it('finds the nearest groups as a plain loop does, to the error of eight bits, through adding and removing', () => {
    const step = fc.record({ key: fc.nat(30), group: fc.nat(9), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (steps, length) => {
        const index = new EmbeddingIndex();
        const members = new Map<number, { group: number; embedding: Float32Array }>();
        for (const { key, group, remove } of steps) {
          if (remove) {
            index.remove(key);
            members.delete(key);
          } else if (!members.has(key)) {
            const embedding = drawn(key * 31 + group, length);
            index.add(key, group, embedding);
            members.set(key, { group, embedding });
          }
          expect(index.has(key)).toBe(members.has(key));
        }
        const query = drawn(999, length);
        const truth = naive(members, query);
        const found = index.nearest(query, 4);
        expect(index.size).toBe(members.size);
        expect(found).toHaveLength(Math.min(4, truth.size));
        const expected = [...truth.values()].sort((a, b) => b - a);
        found.forEach((group, i) => expect(truth.get(group)).toBeCloseTo(expected[i], 1));
      }),
      { numRuns: 60 },
    );
  });

  it('is right to a thousandth among more rows than it looks at together', () => {
    const index = new EmbeddingIndex();
    for (let key = 0; key < 5000; key++) index.add(key, key, drawn(key, 64));
    const query = drawn(77777, 64);
    const truth = Array.from({ length: 5000 }, (_, key) => cosine(query, drawn(key, 64)));
    const best = Math.max(...truth);
    const [first, ...others] = index.nearest(query, 8);
    expect(truth[first]).toBeGreaterThan(best - 0.004);
    for (const other of others) expect(truth[other]).toBeLessThanOrEqual(truth[first] + 0.004);
    expect(index.nearest(drawn(4321, 64), 1)).toEqual([4321]);
  });

  it('counts a light member less, and finds nothing where nothing is', () => {
    const index = new EmbeddingIndex();
    const [a, b] = [drawn(1, 32), drawn(2, 32)];
    expect(index.nearest(a, 3)).toEqual([]);
    index.add(1, 1, a, 0.1);
    index.add(2, 2, normalize(a.map((x, i) => x + 0.2 * b[i])));
    expect(index.nearest(a, 1)).toEqual([2]);
    index.remove(2);
    index.remove(1);
    expect(index.nearest(a, 3)).toEqual([]);
  });

  it('takes an embedding of nothing but zeros', () => {
    const index = new EmbeddingIndex();
    index.add(1, 5, new Float32Array(20));
    expect(index.nearest(drawn(1, 20), 2)).toEqual([5]);
  });
});
