import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptRate, auroc, falseRejectRateAtFar, suggestThreshold, thresholdAtFar } from '@shared/metrics';

const score = fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000);
const scores = fc.array(score, { minLength: 1, maxLength: 60 });

describe('auroc', () => {
  it('is 1 for separated, 0.5 for equal, 0 for swapped scores', () => {
    expect(auroc([0.9, 0.8], [0.1, 0.2])).toBe(1);
    expect(auroc([0.5], [0.5])).toBe(0.5);
    expect(auroc([0.1], [0.9])).toBe(0);
    expect(auroc([], [0.9])).toBeNull();
  });

  it('agrees with counting every pair', () => {
    fc.assert(
      fc.property(scores, scores, (genuine, impostor) => {
        const pairs = genuine.flatMap((g) => impostor.map((i) => (g > i ? 1 : g === i ? 0.5 : 0)));
        const counted = pairs.reduce<number>((a, b) => a + b, 0) / pairs.length;
        expect(auroc(genuine, impostor)).toBeCloseTo(counted, 10);
      }),
    );
  });
});

describe('thresholdAtFar', () => {
  it('is the lowest threshold that keeps the promise', () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0, max: 0.99, noNaN: true }), (impostor, rate) => {
        const threshold = thresholdAtFar(impostor, rate);
        expect(acceptRate(impostor, threshold)).toBeLessThanOrEqual(rate);
        const lower = Math.max(...impostor.filter((s) => s < threshold));
        if (Number.isFinite(lower)) expect(acceptRate(impostor, lower)).toBeGreaterThan(rate);
      }),
    );
  });

  it('tells how many genuine photos it costs', () => {
    expect(falseRejectRateAtFar([0.9, 0.4], [0.5, 0.1], 0)).toBe(0.5);
    expect(falseRejectRateAtFar([0.9, 0.4], [], 0)).toBeNull();
  });
});

describe('suggestThreshold', () => {
  const photo = (truth: string | null, nearest: string, value: number) => ({
    photoId: '0'.repeat(64),
    truth,
    nearest,
    score: value,
  });

  it('lies in the gap between right answers and strangers', () => {
    const suggested = suggestThreshold([photo('a', 'a', 0.9), photo('b', 'b', 0.8), photo(null, 'a', 0.4)]);
    expect(suggested).toBeCloseTo(0.6, 6);
  });

  it('counts a wrong product as a stranger', () => {
    expect(suggestThreshold([photo('a', 'a', 0.9), photo('b', 'a', 0.5)])).toBeCloseTo(0.7, 6);
  });

  it('is null without strangers', () => {
    expect(suggestThreshold([photo('a', 'a', 0.9)])).toBeNull();
  });

  it('makes both errors equally rare, to within one photo', () => {
    fc.assert(
      fc.property(scores, scores, (genuine, impostor) => {
        const photos = [
          ...genuine.map((s) => photo('a', 'a', s)),
          ...impostor.map((s) => photo(null, 'a', s)),
        ];
        const threshold = suggestThreshold(photos) as number;
        const frr = genuine.filter((s) => s < threshold).length / genuine.length;
        const far = acceptRate(impostor, threshold);
        const ties = (list: number[]) => Math.max(...list.map((s) => list.filter((t) => t === s).length));
        const slack = ties([...genuine, ...impostor]) * (1 / genuine.length + 1 / impostor.length);
        expect(Math.abs(frr - far)).toBeLessThanOrEqual(slack + 1e-9);
      }),
    );
  });
});
