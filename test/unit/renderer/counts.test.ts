import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes, countAt, histogram } from '../../../renderer/tune/counts';

const photo = (truth: string | null, nearest: string, score: number, id = '0') => ({
  photoId: id.padStart(64, '0'),
  truth,
  nearest,
  score,
});
const scored = fc.array(
  fc
    .tuple(
      fc.constantFrom('ramune', 'cola', null),
      fc.constantFrom('ramune', 'cola'),
      fc.double({ min: -1, max: 1, noNaN: true }),
    )
    .map(([truth, nearest, score]) => photo(truth, nearest, score)),
);
const threshold = fc.double({ min: 0, max: 1, noNaN: true });

describe('countAt', () => {
  it('counts products and strangers apart, and a score at the threshold as accepted', () => {
    const photos = [
      photo('ramune', 'ramune', 0.5),
      photo('ramune', 'cola', 0.8),
      photo('cola', 'cola', 0.49),
      photo(null, 'cola', 0.6),
      photo(null, 'cola', 0.1),
    ];
    expect(countAt(photos, 0.5)).toEqual({ products: 3, accepted: 2, wrong: 1, strangers: 2, rejected: 1 });
  });

  it('accepts fewer products and rejects more strangers the higher the threshold', () => {
    fc.assert(
      fc.property(scored, threshold, threshold, (photos, a, b) => {
        const low = countAt(photos, Math.min(a, b));
        const high = countAt(photos, Math.max(a, b));
        expect(high.accepted).toBeLessThanOrEqual(low.accepted);
        expect(high.rejected).toBeGreaterThanOrEqual(low.rejected);
        expect(low.products + low.strangers).toBe(photos.length);
      }),
    );
  });
});

describe('changes', () => {
  it('are exactly the difference between the counts before and after', () => {
    fc.assert(
      fc.property(scored, threshold, threshold, (photos, from, to) => {
        const { accepted, rejected } = changes(photos, from, to);
        const acceptedAt = (value: number) => {
          const { accepted: products, strangers, rejected: kept } = countAt(photos, value);
          return products + strangers - kept;
        };
        expect(acceptedAt(to) - acceptedAt(from)).toBe(accepted.length - rejected.length);
        expect(Math.min(accepted.length, rejected.length)).toBe(0);
      }),
    );
  });

  it('lists the photos nearest to the new threshold first', () => {
    const photos = [photo('cola', 'cola', 0.2), photo('cola', 'cola', 0.45), photo('cola', 'cola', 0.3)];
    expect(changes(photos, 0.1, 0.5).rejected.map(({ score }) => score)).toEqual([0.45, 0.3, 0.2]);
  });
});

describe('histogram', () => {
  it('puts every photo in one bin', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 1, max: 60 }), (photos, bins) => {
        const counts = histogram(photos, bins);
        expect(counts).toHaveLength(bins);
        expect(counts.reduce((sum, { products, strangers }) => sum + products + strangers, 0)).toBe(
          photos.length,
        );
      }),
    );
  });

  it('counts the ends and what lies beyond them at the ends', () => {
    const photos = [photo('cola', 'cola', -0.3), photo('cola', 'cola', 0), photo(null, 'cola', 1)];
    expect(histogram(photos, 2)).toEqual([
      { products: 2, strangers: 0 },
      { products: 0, strangers: 1 },
    ]);
  });
});
