import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cheapestThreshold,
  equalErrorRate,
  openSetClassificationRate,
  operateAt,
  operations,
  scoreTable,
  thresholdChoices,
} from '@shared/curves';
import type { Scored } from '@shared/domain';

const score = fc.integer({ min: 0, max: 200 }).map((x) => x / 200);
const scored = fc.record({
  truth: fc.constantFrom('cola', 'milk', null),
  nearest: fc.constantFrom('cola', 'milk'),
  score,
});
const photos = fc.array(scored, { maxLength: 60 });
const mixed = photos.filter(
  (list) => list.some((p) => p.truth === null) && list.some((p) => p.truth !== null),
);

const cola = (at: number): Scored => ({ truth: 'cola', nearest: 'cola', score: at });
const confused = (at: number): Scored => ({ truth: 'cola', nearest: 'milk', score: at });
const stranger = (at: number): Scored => ({ truth: null, nearest: 'cola', score: at });

describe('operateAt', () => {
  it('counts what a loop over the photos counts', () => {
    fc.assert(
      fc.property(photos, score, (list, threshold) => {
        const { accepted, falseRejectRate, falseAcceptRate } = operateAt(scoreTable(list), threshold);
        const taken = list.filter((p) => p.score >= threshold);
        expect(accepted.right).toBe(taken.filter((p) => p.truth === p.nearest).length);
        expect(accepted.confused).toBe(taken.filter((p) => p.truth && p.truth !== p.nearest).length);
        expect(accepted.stranger).toBe(taken.filter((p) => p.truth === null).length);
        for (const rate of [falseRejectRate, falseAcceptRate])
          if (rate !== null) expect(rate >= 0 && rate <= 1).toBe(true);
      }),
    );
  });

  it('has no rate of what was not there', () => {
    const nothing = operateAt(scoreTable([]), 0.5);
    expect(nothing).toMatchObject({ falseRejectRate: null, falseAcceptRate: null, precision: null });
  });
});

describe('operations', () => {
  it('accepts all at first and nothing at last, and never more again', () => {
    fc.assert(
      fc.property(mixed, (list) => {
        const points = operations(scoreTable(list), Infinity);
        expect([points[0].falseAcceptRate, points.at(-1)!.falseAcceptRate]).toEqual([1, 0]);
        for (let i = 1; i < points.length; i++) {
          expect(points[i].falseAcceptRate!).toBeLessThanOrEqual(points[i - 1].falseAcceptRate!);
          expect(points[i].falseRejectRate!).toBeGreaterThanOrEqual(points[i - 1].falseRejectRate!);
        }
      }),
    );
  });

  it('is thinned where there are many', () => {
    const many = scoreTable(Array.from({ length: 5000 }, (_, i) => cola(i / 5000)));
    expect(operations(many, 400).length).toBeLessThan(410);
  });
});

describe('equalErrorRate and openSetClassificationRate', () => {
  it('are 0 and 1 for separated scores, and what one draws by hand', () => {
    const apart = scoreTable([cola(0.9), cola(0.8), stranger(0.2)]);
    expect([equalErrorRate(apart), openSetClassificationRate(apart)]).toEqual([0, 1]);
    const mixedUp = scoreTable([cola(0.9), cola(0.3), stranger(0.6), stranger(0.1)]);
    expect(equalErrorRate(mixedUp)).toBeCloseTo(0.5, 10);
    // Correct rate is ½ up to a false accept rate of ½, and 1 from there on.
    expect(openSetClassificationRate(mixedUp)).toBeCloseTo(0.75, 10);
  });

  it('a confused product counts as accepted, never as correct', () => {
    const table = scoreTable([cola(0.9), confused(0.8), stranger(0.1)]);
    expect(equalErrorRate(table)).toBe(0);
    expect(openSetClassificationRate(table)).toBe(0.5);
  });

  it('stay within 0–1, and are unknown without strangers', () => {
    fc.assert(
      fc.property(mixed, (list) => {
        const table = scoreTable(list);
        for (const value of [equalErrorRate(table)!, openSetClassificationRate(table)!])
          expect(value >= 0 && value <= 1).toBe(true);
      }),
    );
    expect(equalErrorRate(scoreTable([cola(0.5)]))).toBeNull();
    expect(openSetClassificationRate(scoreTable([stranger(0.5)]))).toBeNull();
  });
});

describe('thresholdChoices', () => {
  it('keep their promise on the photos they come from, within their intervals', () => {
    fc.assert(
      fc.property(mixed, (list) => {
        for (const choice of thresholdChoices(list)) {
          if (choice.target !== null) expect(choice.falseAcceptRate).toBeLessThanOrEqual(choice.target);
          const { falseAcceptInterval: interval, falseAcceptRate: rate } = choice;
          expect(interval.low <= rate + 1e-12 && rate <= interval.high + 1e-12).toBe(true);
        }
      }),
    );
    expect(thresholdChoices([cola(0.5)])).toEqual([]);
  });
});

describe('cheapestThreshold', () => {
  const table = scoreTable([cola(0.9), cola(0.5), stranger(0.7)]);

  it('refuses more where a wrong sale is dear, and accepts more where a refused one is', () => {
    expect(cheapestThreshold(table, 10, 1)).toBe(0.9);
    expect(cheapestThreshold(table, 1, 10)).toBe(0.5);
    expect(cheapestThreshold(scoreTable([]), 1, 1)).toBeNull();
  });

  it('no other threshold is cheaper', () => {
    fc.assert(
      fc.property(
        mixed,
        score,
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        (list, other, wrong, refused) => {
          const table = scoreTable(list);
          const products = table.right.length + table.confused.length;
          const cost = (threshold: number) => {
            const { accepted } = operateAt(table, threshold);
            const rejected = products - accepted.right - accepted.confused;
            return wrong * (accepted.confused + accepted.stranger) + refused * rejected;
          };
          // Refusing all takes a threshold above 1 where a score is 1.
          const best = cheapestThreshold(table, wrong, refused)!;
          expect(Math.min(cost(best), cost(Infinity))).toBeLessThanOrEqual(cost(other));
        },
      ),
    );
  });
});
