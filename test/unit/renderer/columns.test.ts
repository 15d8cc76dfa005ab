import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpochMetrics } from '@shared/training';
import { columnsOf, nearestValue } from '../../../renderer/train/chart/columns';
import { curvesOf, metrics } from '../../../renderer/train/chart/curves';
import { decimate } from '@shared/decimate';
import { smooth } from '@shared/smooth';

const step = (n: number, loss: number) => ({
  step: n,
  loss,
  accuracy: 1 / (1 + loss),
  learningRate: 1e-3,
  imagesPerSecond: 50,
});
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
  best: false,
});
const numbers = (min: number, max: number, length = 500) =>
  fc.array(fc.double({ min, max, noNaN: true }), { minLength: 1, maxLength: length });
const line = (ys: number[]) => ({ xs: ys.map((_, i) => i + 1), ys });

describe('decimation', () => {
  it('keeps a short curve whole', () => {
    expect(decimate(line([3, 1, 2]), -Infinity, Infinity, 10)).toEqual([0, 1, 2]);
    expect(decimate(line([]), -Infinity, Infinity, 10)).toEqual([]);
  });

  it('keeps order, bounds, both ends, and the least and greatest of all', () => {
    fc.assert(
      fc.property(numbers(-9, 9), fc.integer({ min: 2, max: 60 }), (ys, most) => {
        const kept = decimate(line(ys), -Infinity, Infinity, most);
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        expect(kept.length).toBeLessThanOrEqual(most + 4);
        expect([kept[0], kept.at(-1)]).toEqual([0, ys.length - 1]);
        const values = kept.map((i) => ys[i]);
        expect(Math.min(...values)).toBe(Math.min(...ys));
        expect(Math.max(...values)).toBe(Math.max(...ys));
      }),
    );
  });

  it('shows every point of a narrow range, and one neighbour on each side', () => {
    const ys = Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    const kept = decimate(line(ys), 50_000, 50_100, 200);
    expect(kept).toEqual(Array.from({ length: 102 }, (_, i) => 49_998 + i));
  });
});

describe('smoothing', () => {
  it('is an average that favours what came last', () => {
    const [first, second] = smooth([4, 2], 0.7);
    expect(first).toBeCloseTo(4);
    // (0.7 · 4 + 2) / (0.7 + 1)
    expect(second).toBeCloseTo(4.8 / 1.7);
    expect([...smooth([4, 2], 0)]).toEqual([4, 2]);
  });

  it('never leaves the range of what was measured', () => {
    fc.assert(
      fc.property(numbers(0, 20), fc.double({ min: 0, max: 0.99, noNaN: true }), (ys, inertia) => {
        for (const value of smooth(ys, inertia)) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...ys) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...ys) + 1e-9);
        }
      }),
    );
  });
});

describe('the columns of a chart', () => {
  const chart = { steps: [step(1, 4), step(2, 2)], epochs: [epoch(1, 2, 3), epoch(2, 5, 1)], stages: [] };

  it('puts training and validation on one axis of steps', () => {
    const [steps, raw, , validation] = columnsOf(curvesOf([chart], 'loss', 0.7), null);
    expect(steps).toEqual([1, 2, 5]);
    expect(raw).toEqual([4, 2, null]);
    expect(validation).toEqual([null, 3, 1]);
  });

  it('leaves out what a logarithmic scale cannot show', () => {
    const [, ys] = columnsOf([{ xs: [1, 2], ys: [0, 3] }], null, true);
    expect(ys).toEqual([3]);
  });

  it('draws compared runs without their measured lines, and no metric that a run did not keep', () => {
    const old = { ...chart, steps: [{ step: 1, loss: 1, accuracy: 1 }] };
    const roles = curvesOf([chart, old], 'loss', 0.7).map(({ role, run }) => `${role} ${run}`);
    expect(roles).toEqual(['training 0', 'validation 0', 'training 1', 'validation 1']);
    expect(curvesOf([old], 'imagesPerSecond', 0)[0].xs).toHaveLength(0);
  });

  it('finds the value nearest to the pointer', () => {
    expect(nearestValue([null, 1, null, null, 2], 2)).toBe(1);
    expect(nearestValue([null, 1, null, null, 2], 3)).toBe(4);
    expect(nearestValue([null, null], 1)).toBe(1);
  });

  it('draws 100,000 steps with few points, every epoch among them, within a frame a chart', () => {
    const steps = Array.from({ length: 100_000 }, (_, i) => step(i + 1, 1 + Math.sin(i)));
    const epochs = Array.from({ length: 240 }, (_, i) => epoch(i + 1, (i + 1) * 416 + 1, 2));
    const long = { steps, epochs, stages: [] };
    const milliseconds = [...Array(3)].flatMap(() =>
      metrics.map((metric) => {
        const before = process.cpuUsage();
        columnsOf(curvesOf([long], metric, 0.7), null);
        return process.cpuUsage(before).user / 1000;
      }),
    );
    const [all, , , validation] = columnsOf(curvesOf([long], 'loss', 0.7), null);
    expect(all.length).toBeLessThan(3500);
    expect(all.at(-1)).toBe(100_000);
    expect(validation.filter((value) => value !== null)).toHaveLength(240);
    // The least: the first are not yet compiled, and others may share the processor.
    expect(Math.min(...milliseconds)).toBeLessThan(1000 / 60);
  });
});
