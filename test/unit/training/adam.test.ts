import { describe, expect, test } from 'vitest';
import { Adam, type Parameter } from '../../../electron/engine/training/adam';

const start = () => ({ step: 0, moments: new Map() });
const gradients = (values: number[]) => new Map([['w', Float32Array.from(values)]]);
const parameter = (values: number[], scale?: number[]): Parameter => ({
  name: 'w',
  values: Float32Array.from(values),
  shape: [values.length],
  scale: scale && Float32Array.from(scale),
});

describe('Adam', () => {
  test('the first step is the learning rate against the sign of the gradient', () => {
    const w = parameter([1, 1, 1]);
    new Adam(start()).step([w], gradients([0.3, -20, 0]), 0.01);
    expect([...w.values].map((v) => Number(v.toFixed(6)))).toEqual([0.99, 1.01, 1]);
  });

  test('two steps as computed by hand', () => {
    const w = parameter([0]);
    const adam = new Adam(start());
    adam.step([w], gradients([1]), 0.1);
    adam.step([w], gradients([3]), 0.1);
    // m̂ = (0.9·0.1 + 0.1·3)/(1 − 0.81), v̂ = (0.999·0.001 + 0.001·9)/(1 − 0.998001)
    const second = 0.39 / 0.19 / Math.sqrt(0.009999 / 0.001999);
    expect(w.values[0]).toBeCloseTo(-0.1 - 0.1 * second, 5);
  });

  test('a folded kernel steps as the kernel that was folded', () => {
    const folded = parameter([100, 200, -300, 400], [2, -4]);
    const unfolded = parameter([50, 100, 75, -100]);
    new Adam(start()).step([folded], gradients([5, 6, 7, 8]), 1e-3);
    // The gradient by an unfolded number is `scale` times that by the folded one.
    new Adam(start()).step([unfolded], gradients([10, 12, -28, -32]), 1e-3);
    [2, 2, -4, -4].forEach((scale, i) => expect(folded.values[i]).toBeCloseTo(unfolded.values[i] * scale, 4));
  });

  test('a step of a folded kernel is at most three thousandths of it at 1e-3', () => {
    const w = parameter([0.01, -0.01], [1, 1]);
    new Adam(start()).step([w], gradients([1, 1]), 1e-3);
    expect(w.values[0]).toBeCloseTo(0.01 - 0.003 * 0.01, 7);
  });

  test('a state can be gone on from, and is a copy', () => {
    const [one, two] = [parameter([1, 2]), parameter([1, 2])];
    const first = new Adam(start());
    first.step([one], gradients([1, -2]), 0.1);
    const state = first.state();
    first.step([one], gradients([3, 1]), 0.1);
    const second = new Adam(state);
    two.values.set([0.9, 2.1]);
    second.step([two], gradients([3, 1]), 0.1);
    [0, 1].forEach((i) => expect(two.values[i]).toBeCloseTo(one.values[i], 5));
    expect(state.step).toBe(1);
  });
});
