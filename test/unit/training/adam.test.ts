import fc from 'fast-check';
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

describe('the kernel', () => {
  const number = fc.float({ min: -10, max: 10, noNaN: true });

  test('steps as the formula does, over several steps and parameters of any length', () => {
    const lists = fc.array(fc.array(number, { minLength: 1, maxLength: 37 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 4 }), (all, steps) => {
        const parameters = all.map((values, i) => ({
          name: `${i}`,
          values: new Float32Array(values.length),
          shape: [values.length],
        }));
        const given = new Map(all.map((values, i) => [`${i}`, Float32Array.from(values)]));
        const adam = new Adam(start());
        for (let step = 0; step < steps; step++) adam.step(parameters, given, 0.01);
        all.forEach((values, i) =>
          values.forEach((g, j) =>
            expect(parameters[i].values[j]).toBeCloseTo(byFormula(Math.fround(g), steps), 5),
          ),
        );
      }),
    );
  });

  /** Where a number that starts at 0 comes to with the same gradient every time. */
  function byFormula(g: number, steps: number): number {
    let [m, v, value] = [0, 0, 0];
    for (let t = 1; t <= steps; t++) {
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      value -= (0.01 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-7);
    }
    return value;
  }
});
