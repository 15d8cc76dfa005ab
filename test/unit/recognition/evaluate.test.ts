import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Judged } from '../../../electron/engine/recognition/evaluate';

/** A photo of `truth` whose nearest product is `answer`. */
const judged = (truth: string | null, answer: string, score: number): Judged => ({
  truth,
  candidates: [{ productId: 1, name: answer, score, photoId: '' }],
});

describe('evaluate', () => {
  it('counts as one counts by hand', () => {
    const photos = [
      judged('cola', 'cola', 0.9),
      judged('cola', 'cola', 0.6),
      judged('cola', 'milk', 0.8),
      judged('milk', 'milk', 0.95),
      judged('milk', 'cola', 0.5),
      judged(null, 'milk', 0.7),
      judged(null, 'cola', 0.4),
      judged(null, 'cola', 0.85),
      judged(null, 'cola', 0.1),
    ];
    const { thresholds, ...figures } = evaluate(photos, 0.75, 12);
    expect(thresholds.map(({ target }) => target)).toEqual([null, 0.001, 0.01, 0.05]);
    expect(figures).toEqual({
      n: 5,
      unknownCount: 4,
      accuracy: 3 / 5,
      accuracyAtThreshold: 2 / 5, // 0.9 and 0.95
      threshold: 0.75,
      falseRejectRate: 2 / 5, // 0.6 and 0.5
      falseAcceptRate: 1 / 4, // 0.85
      // Pairs won of 20: 0.9 and 0.95 beat 4 strangers, 0.8 beats 3, 0.6 and 0.5 beat 2.
      auroc: (4 + 4 + 3 + 2 + 2) / 20,
      // No stranger may pass, so only scores above 0.85 do.
      falseRejectRateAtFar1: 3 / 5,
      // At 0.7 as many are refused (0.6, 0.5 of five) as strangers are accepted (0.7, 0.85 of four), nearly.
      eer: expect.closeTo(0.4, 5) as number,
      // Correct rate 2/5 while no stranger passes and until the second does, then 2/5, then 3/5 twice.
      oscr: expect.closeTo((2 / 5 + 2 / 5 + 3 / 5 + 3 / 5) / 4, 5) as number,
      perProduct: [
        { name: 'cola', n: 3, accuracy: 2 / 3 },
        { name: 'milk', n: 2, accuracy: 1 / 2 },
      ],
      confusions: [
        { truth: 'cola', answer: 'milk', count: 1 },
        { truth: 'milk', answer: 'cola', count: 1 },
      ],
      msPerImage: 12,
    });
  });

  it('says nothing of strangers where there were none', () => {
    expect(evaluate([judged('cola', 'cola', 0.9)], 0.5, 1)).toMatchObject({
      accuracy: 1,
      unknownCount: 0,
      falseAcceptRate: null,
      auroc: null,
      falseRejectRateAtFar1: null,
    });
  });

  it('accepts a score that is the threshold', () => {
    expect(evaluate([judged('cola', 'cola', 0.5), judged(null, 'cola', 0.5)], 0.5, 1)).toMatchObject({
      accuracyAtThreshold: 1,
      falseRejectRate: 0,
      falseAcceptRate: 1,
    });
  });

  it('puts the commonest confusion first', () => {
    const photos = [judged('a', 'b', 0.5), judged('c', 'b', 0.5), judged('c', 'b', 0.6)];
    expect(evaluate(photos, 0, 1).confusions).toEqual([
      { truth: 'c', answer: 'b', count: 2 },
      { truth: 'a', answer: 'b', count: 1 },
    ]);
  });

  it('keeps every share between 0 and 1, and refuses more as the threshold rises', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const photo = fc.tuple(fc.option(name), name, fc.double({ min: -1, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(photo), fc.double({ min: -1, max: 1, noNaN: true }), (rows, threshold) => {
        const photos = rows.map((row) => judged(...row));
        const at = (t: number) => evaluate(photos, t, 1);
        const { accuracy, accuracyAtThreshold, falseRejectRate, falseAcceptRate } = at(threshold);
        expect(accuracyAtThreshold).toBeLessThanOrEqual(accuracy);
        for (const share of [accuracy, accuracyAtThreshold, falseRejectRate, falseAcceptRate ?? 0]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        const stricter = at(threshold + 0.1);
        expect(stricter.falseRejectRate).toBeGreaterThanOrEqual(falseRejectRate);
        expect(stricter.falseAcceptRate ?? 0).toBeLessThanOrEqual(falseAcceptRate ?? 0);
        expect(at(2)).toMatchObject({ accuracyAtThreshold: 0 });
      }),
    );
  });
});
