import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@shared/random';
import { cellChannels, cellCount, cellScale, cellWeights } from '../../../electron/engine/network/cells';
import {
  type DescribedReference,
  type Descriptor,
  Gallery,
  normalize,
} from '../../../electron/engine/recognition/gallery';
import { scoreOf } from '../../../electron/engine/recognition/score';
import { bestOf } from '../../support/naive-cells';

const size = 6;

/** Cells of unit length, as eight-bit numbers. */
function drawDescriptor(seed: number): Descriptor {
  const random = new Random(seed);
  const cells = new Int8Array(cellCount * cellChannels);
  for (let cell = 0; cell < cellCount; cell++) {
    const vector = normalize(Float32Array.from({ length: cellChannels }, () => random.normal()));
    vector.forEach((value, i) => (cells[cell * cellChannels + i] = Math.round(value * cellScale)));
  }
  return { embedding: normalize(Float32Array.from({ length: size }, () => random.normal())), cells };
}

const seeds = fc.integer({ min: 0, max: 1e6 });
const references = fc
  .uniqueArray(fc.record({ productId: fc.integer({ min: 1, max: 4 }), seed: seeds }), {
    selector: ({ seed }) => seed, // the same photo in two products would be a draw
    minLength: 1,
    maxLength: 5,
  })
  .map((rows) => rows.map((row, i) => ({ ...row, ...about(row.productId, i), ...drawDescriptor(row.seed) })));
const about = (productId: number, i: number) => ({
  id: i,
  name: `product ${productId}`,
  photoId: `photo ${i}`,
  box: null,
  weight: 1,
});

const few = { numRuns: 12 };
const fewer = { numRuns: 4 };

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);

function naiveScore(query: Descriptor, own: readonly DescribedReference[]): number {
  let local = 0;
  cellWeights.forEach((weight, cell) => {
    if (weight) local += weight * Math.max(...own.map(({ cells }) => bestOf(query.cells, cell, cells)));
  });
  return scoreOf(local, Math.max(...own.map(({ embedding }) => cosine(query.embedding, embedding))));
}

describe('the gallery', () => {
  it('finds what a plain loop over every cell of every reference finds', async () => {
    await fc.assert(
      fc.asyncProperty(references, seeds, fc.integer({ min: 1, max: 4 }), async (all, seed, limit) => {
        const query = drawDescriptor(seed);
        const found = await Gallery.of(all).nearest(query, limit);
        const products = [...new Set(all.map(({ productId }) => productId))];
        const scores = products.map((id) =>
          naiveScore(
            query,
            all.filter((r) => r.productId === id),
          ),
        );
        const expected = scores.sort((a, b) => b - a).slice(0, limit);
        expect(found).toHaveLength(expected.length);
        found.forEach(({ score, productId, name, photoId }, i) => {
          expect(score).toBeCloseTo(expected[i], 4);
          expect(all.find((r) => r.photoId === photoId)).toMatchObject({ productId, name });
        });
        expect(new Set(found.map(({ productId }) => productId)).size).toBe(found.length);
      }),
      fewer,
    );
  });

  it('answers the same in whatever order products were registered', async () => {
    await fc.assert(
      fc.asyncProperty(references, seeds, async (all, seed) => {
        const query = drawDescriptor(seed);
        const scores = async (list: DescribedReference[]) =>
          (await Gallery.of(list).nearest(query)).map(({ score }) => score.toFixed(5));
        expect(await scores([...all].reverse())).toEqual(await scores(all));
      }),
      few,
    );
  });

  it('scores a registered photo about 1 against itself, and shows it', async () => {
    await fc.assert(
      fc.asyncProperty(references, async (all) => {
        for (const { embedding, cells, productId } of all) {
          const [best] = await Gallery.of(all).nearest({ embedding, cells }, 1);
          expect(best.score).toBeCloseTo(1, 3);
          expect(best.productId).toBe(productId);
        }
      }),
      few,
    );
  });

  it('a reference more never lowers the score of its product', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, seeds, seeds, async (a, b, c) => {
        const [one, two] = [a, b].map((seed, i) => ({
          productId: 1,
          ...about(1, i),
          ...drawDescriptor(seed),
        }));
        const score = async (list: DescribedReference[]) =>
          (await Gallery.of(list).nearest(drawDescriptor(c)))[0].score;
        expect(await score([one, two])).toBeGreaterThanOrEqual((await score([one])) - 1e-5);
      }),
      few,
    );
  });

  it('forgets a reference that is taken out, and counts a light one less', async () => {
    const [one, two] = [1, 2].map((id) => ({ productId: id, ...about(id, id), ...drawDescriptor(id) }));
    const gallery = Gallery.of([one, { ...two, weight: 0.5 }]);
    const [best] = await gallery.nearest(two);
    expect(best.score).toBeLessThan(0.9);
    gallery.remove(one.id);
    expect((await gallery.nearest(one)).map(({ productId }) => productId)).toEqual([2]);
    gallery.remove(two.id);
    expect(await gallery.nearest(two)).toEqual([]);
  });

  it('finds nothing where nothing is registered', async () => {
    expect(await Gallery.of([]).nearest(drawDescriptor(1))).toEqual([]);
  });

  it('weighs the cells so that they sum to 1, the rim not at all', () => {
    expect(cellWeights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(cellWeights.slice(0, 12).every((weight) => weight === 0)).toBe(true);
  });

  it('makes vectors unit length in place and leaves zero alone', () => {
    const long = Float32Array.of(3, 0, 4);
    expect(normalize(long)).toBe(long);
    expect([...long]).toEqual([3, 0, 4].map((x) => Math.fround(x / 5)));
    expect([...normalize(new Float32Array(3))]).toEqual([0, 0, 0]);
  });
});
