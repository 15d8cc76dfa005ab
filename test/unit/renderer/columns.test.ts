import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpochMetrics } from '@shared/training';
import { alignSeries } from '../../../renderer/train/align-series';

const step = (n: number, loss: number) => ({ step: n, loss, accuracy: 1 / (1 + loss) });
const epoch = (n: number, at: number, valLoss: number): EpochMetrics => ({
  runId: 'r',
  epoch: n,
  step: at,
  stage: 0,
  from: 'head',
  loss: valLoss,
  accuracy: 0.5,
  valLoss,
  valAccuracy: 0.5,
  learningRate: 1e-3,
  seconds: 1,
  best: false,
});

describe('the columns of the chart', () => {
  it('puts training and validation on one axis of steps', () => {
    const data = { steps: [step(1, 4), step(2, 2)], epochs: [epoch(1, 2, 3), epoch(2, 5, 1)] };
    const [steps, raw, , validation] = alignSeries(data, 'loss');
    expect(steps).toEqual([1, 2, 5]);
    expect(raw).toEqual([4, 2, null]);
    expect(validation).toEqual([null, 3, 1]);
  });

  it('smooths as an average that favours what came last', () => {
    const [, , smooth] = alignSeries({ steps: [step(1, 4), step(2, 2)], epochs: [] }, 'loss');
    expect(smooth[0]).toBeCloseTo(4);
    // (0.7 · 4 + 2) / (0.7 + 1)
    expect(smooth[1]).toBeCloseTo(4.8 / 1.7);
  });

  it('leaves a constant as it is, and never leaves the range of what was measured', () => {
    const losses = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(losses, (values) => {
        const [, , smooth] = alignSeries({ steps: values.map((v, i) => step(i + 1, v)), epochs: [] }, 'loss');
        for (const value of smooth as number[]) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        }
      }),
    );
  });

  it('draws a long run with few points, the newest and every epoch among them', () => {
    const steps = Array.from({ length: 100_000 }, (_, i) => step(i + 1, 1));
    const epochs = Array.from({ length: 240 }, (_, i) => epoch(i + 1, (i + 1) * 416 + 1, 2));
    const [all, , , validation] = alignSeries({ steps, epochs }, 'loss');
    expect(all.length).toBeLessThan(2000);
    expect(all.at(-1)).toBe(100_000);
    expect(validation.filter((value) => value !== null)).toHaveLength(240);
    expect(all).toEqual([...all].sort((a, b) => a - b));
  });
});
