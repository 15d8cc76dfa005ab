import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionAt, indexConfusion } from '@shared/confusion';
import { equalErrorPoint, operateAt, operations } from '@shared/curves';
import type { ScoredPhoto } from '@shared/domain';
import { Random } from '@shared/random';
import { chartSpecs, columnsOf } from '../../../renderer/tune/charts/chart-specs';
import { positionOf, scoreAt } from '../../../renderer/tune/scale';
import { binsOf, changes, tuningOf } from '../../../renderer/tune/tuning';

const photo = (truth: string | null, nearest: string, score: number, id = 0): ScoredPhoto => ({
  photoId: String(id).padStart(64, '0'),
  truth,
  nearest,
  score,
  trained: false,
  shows: truth,
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

describe('changes', () => {
  it('are exactly the photos between the two thresholds', () => {
    fc.assert(
      fc.property(scored, threshold, threshold, (photos, from, to) => {
        const { accepted, rejected } = changes(tuningOf(photos), from, to, Infinity);
        const newly = (yes: number, no: number) =>
          photos.filter((p) => p.score >= yes && p.score < no).length;
        expect(accepted.photos).toHaveLength(accepted.count);
        expect(rejected.photos).toHaveLength(rejected.count);
        expect([accepted.count, rejected.count]).toEqual([newly(to, from), newly(from, to)]);
      }),
    );
  });

  it('list the photos nearest to the new threshold first, and no more than asked for', () => {
    const tuning = tuningOf([0.2, 0.45, 0.3, 0.9].map((score) => photo('cola', 'cola', score)));
    const scores = (found: ScoredPhoto[]) => found.map(({ score }) => score);
    expect(scores(changes(tuning, 0.1, 0.5, 2).rejected.photos)).toEqual([0.45, 0.3]);
    expect(scores(changes(tuning, 0.5, 0.25, 1).accepted.photos)).toEqual([0.3]);
    expect(changes(tuning, 0.1, 0.5, 2).rejected.count).toBe(3);
  });
});

describe('the scale', () => {
  it('leads from a likeness to a place and back, and keeps the order', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), threshold, (score, other) => {
        expect(scoreAt(positionOf(score))).toBeCloseTo(score, 9);
        expect(Math.sign(positionOf(score) - positionOf(other)) * Math.sign(score - other)).not.toBe(-1);
      }),
    );
    expect([0, 1].map(positionOf)).toEqual([0, 1]);
    expect([0, 1].map(scoreAt)).toEqual([0, 1]);
  });
});

describe('binsOf', () => {
  it('puts every photo in one bin', () => {
    fc.assert(
      fc.property(scored, fc.integer({ min: 1, max: 60 }), (photos, count) => {
        const bins = Object.values(binsOf(photos, count));
        for (const kind of bins) expect(kind).toHaveLength(count);
        expect(bins.flat().reduce((sum, n) => sum + n, 0)).toBe(photos.length);
      }),
    );
  });

  it('tells the kinds apart, and counts what lies beyond the ends at the ends', () => {
    const photos = [photo('cola', 'cola', -0.3), photo('cola', 'ramune', 0), photo(null, 'cola', 1)];
    expect(binsOf(photos, 2)).toEqual({ right: [1, 0], confused: [1, 0], stranger: [0, 1] });
  });
});

/** 40,000 product photos, some of them confused, and 10,000 strangers, their scores as one sees them. */
function generated(): ScoredPhoto[] {
  const random = new Random(1);
  return Array.from({ length: 50_000 }, (_, i) => {
    const stranger = i % 5 === 0;
    const right = random.next() < 0.97;
    const middle = stranger ? -2 : right ? 4 : 1;
    const score = 1 / (1 + Math.exp(-(middle + 4 * (random.next() + random.next() - 1))));
    const product = `product ${i % 500}`;
    return photo(stranger ? null : product, right ? product : `product ${(i + 1) % 500}`, score, i);
  });
}

describe('50,000 scored photos', () => {
  const tuning = tuningOf(generated());
  const curve = operations(tuning.table, 1000);
  const moves = 200;

  it('are answered within a frame of 16 ms wherever the slider goes', () => {
    const times = Array.from({ length: moves }, (_, i) => {
      const at = ((i * 37) % moves) / moves;
      const started = performance.now();
      const operation = operateAt(tuning.table, at);
      changes(tuning, 0.5, at, 60);
      for (const { x, lines } of chartSpecs)
        [x, ...lines.map(({ axis }) => axis)].map((a) => a.of(operation));
      return performance.now() - started;
    });
    expect(times.sort((a, b) => a - b)[Math.floor(moves * 0.99)]).toBeLessThan(16);
  });

  it('are counted by product, and in a matrix of 500, within a frame', () => {
    const indexed = indexConfusion(tuning.photos);
    expect(indexed.products).toHaveLength(500);
    const times = Array.from({ length: 20 }, (_, i) => {
      const started = performance.now();
      confusionAt(indexed, i / 20);
      return performance.now() - started;
    });
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(16);
  });

  it('make charts of a thousand points at most, ascending in x, with the equal errors on the curve', () => {
    for (const spec of chartSpecs) {
      const [xs, ...ys] = columnsOf(spec, curve);
      expect(xs.length).toBeGreaterThan(100);
      expect(xs.length).toBeLessThan(1010);
      for (let i = 1; i < xs.length; i++) expect(xs[i]!).toBeGreaterThanOrEqual(xs[i - 1]!);
      expect(ys).toHaveLength(spec.lines.length);
    }
    const { threshold: at, rate } = equalErrorPoint(tuning.table)!;
    const there = operateAt(tuning.table, at);
    expect(there.falseAcceptRate).toBeCloseTo(rate, 3);
    expect(there.falseRejectRate).toBeCloseTo(rate, 3);
  });
});
