import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gallery, normalize, type Reference } from '../../../electron/engine/recognition/gallery';

const size = 6;
const vector = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size })
  .map((numbers) => normalize(Float32Array.from(numbers)));
const references = fc.array(fc.record({ productId: fc.integer({ min: 1, max: 8 }), embedding: vector }), {
  minLength: 1,
  maxLength: 30,
});
const asReferences = (rows: Pick<Reference, 'productId' | 'embedding'>[]): Reference[] =>
  rows.map((row, i) => ({ ...row, name: `product ${row.productId}`, photoId: `photo ${i}` }));

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);

describe('the gallery', () => {
  it('finds what a search through every reference finds', () => {
    fc.assert(
      fc.property(references, vector, fc.integer({ min: 1, max: 6 }), (rows, query, limit) => {
        const all = asReferences(rows);
        const found = new Gallery(all).nearest(query, limit);
        const products = [...new Set(all.map(({ productId }) => productId))];
        const scores = products.map((id) =>
          Math.max(...all.filter((r) => r.productId === id).map((r) => cosine(query, r.embedding))),
        );
        const expected = scores.sort((a, b) => b - a).slice(0, limit);
        expect(found).toHaveLength(expected.length);
        found.forEach(({ score, productId, name, photoId }, i) => {
          expect(score).toBeCloseTo(expected[i], 6);
          const reference = all.find((r) => r.photoId === photoId)!;
          expect(reference).toMatchObject({ productId, name });
          expect(cosine(query, reference.embedding)).toBeCloseTo(score, 6);
        });
        expect(new Set(found.map(({ productId }) => productId)).size).toBe(found.length);
      }),
    );
  });

  it('answers the same in whatever order products were registered', () => {
    fc.assert(
      fc.property(references, vector, (rows, query) => {
        const all = asReferences(rows);
        const scores = (list: Reference[]) => new Gallery(list).nearest(query).map(({ score }) => score);
        expect(scores([...all].reverse())).toEqual(scores(all));
      }),
    );
  });

  it('scores a registered photo 1 against itself', () => {
    fc.assert(
      fc.property(references, (rows) => {
        const all = asReferences(rows).filter(({ embedding }) => cosine(embedding, embedding) > 0.5);
        for (const { embedding } of all)
          expect(new Gallery(all).nearest(embedding, 1)[0].score).toBeCloseTo(1, 5);
      }),
    );
  });

  it('finds nothing where nothing is registered', () => {
    expect(new Gallery([]).nearest(new Float32Array(size))).toEqual([]);
  });

  it('makes vectors unit length in place and leaves zero alone', () => {
    const long = Float32Array.of(3, 0, 4);
    expect(normalize(long)).toBe(long);
    expect([...long]).toEqual([3, 0, 4].map((x) => Math.fround(x / 5)));
    expect([...normalize(new Float32Array(3))]).toEqual([0, 0, 0]);
  });
});
