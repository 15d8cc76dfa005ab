import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareResults } from '@shared/compare-results';
import type { EvaluationResult } from '@shared/domain';

const photo = fc.record({
  photoId: fc.integer({ min: 0, max: 9 }).map((id) => String(id).padStart(64, '0')),
  truth: fc.constantFrom('cola', null),
  nearest: fc.constantFrom('cola', 'milk'),
  score: fc.integer({ min: 0, max: 10 }).map((x) => x / 10),
  trained: fc.constant(false),
  shows: fc.constant(null),
});
const result = fc.record({
  runId: fc.constant(null),
  backbone: fc.constant(null),
  madeAt: fc.constant(''),
  threshold: fc.integer({ min: 0, max: 10 }).map((x) => x / 10),
  photos: fc.uniqueArray(photo, { selector: ({ photoId }) => photoId }),
});
const one = (truth: string | null, nearest: string, score: number, threshold: number): EvaluationResult => ({
  runId: null,
  backbone: null,
  madeAt: '',
  threshold,
  photos: [{ photoId: '0'.repeat(64), truth, nearest, score, trained: false, shows: truth }],
});

describe('compareResults', () => {
  it('judges each by its own threshold', () => {
    const refused = one('cola', 'cola', 0.5, 0.6);
    const named = one('cola', 'cola', 0.4, 0.3);
    expect(compareResults(refused, named).better).toHaveLength(1);
    expect(compareResults(named, refused).worse).toHaveLength(1);
    expect(compareResults(named, one('cola', 'milk', 0.9, 0.3)).worse).toHaveLength(1);
    expect(compareResults(one(null, 'milk', 0.9, 0.3), one(null, 'milk', 0.2, 0.3)).better).toHaveLength(1);
    expect(compareResults(named, one(null, 'cola', 0.4, 0.3))).toMatchObject({ apart: 2, bothRight: 0 });
  });

  it('accounts for every photo, and is the other way round the other way round', () => {
    fc.assert(
      fc.property(result, result, (before, after) => {
        const there = compareResults(before, after);
        const back = compareResults(after, before);
        const ids = (pairs: typeof there.better) => pairs.map((pair) => pair.after.photoId).sort();
        expect(ids(there.better)).toEqual(ids(back.worse));
        expect(ids(there.worse)).toEqual(ids(back.better));
        const compared = there.better.length + there.worse.length + there.bothRight + there.bothWrong;
        expect(2 * compared + there.apart).toBe(before.photos.length + after.photos.length);
      }),
    );
  });
});
