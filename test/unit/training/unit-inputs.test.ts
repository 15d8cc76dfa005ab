import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnitWeights } from '../../../electron/engine/network/unit';
import { withUnitInputs } from '../../../electron/engine/training/unit-inputs';

const weight = fc.float({ min: -2, max: 2, noNaN: true });
const numbers = (n: number) =>
  fc.array(weight, { minLength: n, maxLength: n }).map((values) => Float32Array.from(values));

/** What the first convolution gives for one patch, by channel. */
function apply({ kernel, bias }: UnitWeights, patch: Float32Array): number[] {
  return [...bias].map((b, out) => patch.reduce((sum, x, i) => sum + x * kernel[out * patch.length + i], b));
}

test('a network with 0 … 1 for inputs answers −1 … 1 as the one it was made of answers 0 … 1', () => {
  const [inputs, outputs] = [27, 2];
  fc.assert(
    fc.property(numbers(inputs * outputs), numbers(outputs), numbers(inputs), (kernel, bias, drawn) => {
      const before = { kernel, bias, scale: Float32Array.of(1, 1) };
      const patch = drawn.map((value) => value / 2);
      const after = withUnitInputs(new Map([['Conv1', before]])).get('Conv1')!;
      const expected = apply(
        before,
        patch.map((x) => (x + 1) / 2),
      );
      for (const [out, value] of apply(after, patch).entries()) expect(value).toBeCloseTo(expected[out], 4);
      expect(after.scale).toBe(before.scale);
    }),
  );
});
