import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Adam, type Parameter } from '../../../electron/engine/training/adam';
import { centredStep } from '../../../electron/engine/training/centring';

/** In 64ths, so that a product of two is exact: of a difference that is 0, Adam would take noise for a gradient. */
const values = (n: number) =>
  fc
    .array(fc.integer({ min: -100, max: 100 }), { minLength: n, maxLength: n })
    .map((integers) => Float32Array.from(integers, (i) => i / 64));

/** A unit of two outputs with the mean of its inputs: pointwise of three or eight, which go into fours, or depthwise. */
const unit = fc.constantFrom(3, 8, 9).chain((width) => {
  const depthwise = width === 9;
  return fc.record({
    shape: fc.constant(depthwise ? [2, 1, 3, 3] : [2, width, 1, 1]),
    kernel: values(2 * width),
    bias: values(2),
    kernelGradient: values(2 * width),
    biasGradient: values(2),
    mean: values(depthwise ? 2 : width),
  });
});

/** K·x̄ + b by a naive loop. */
function meanOutput([kernel, bias]: Parameter[], mean: Float32Array): number[] {
  const width = kernel.values.length / 2;
  return [0, 1].map((row) => {
    let sum = bias.values[row];
    for (let j = 0; j < width; j++) sum += kernel.values[row * width + j] * mean[width === 9 ? row : j];
    return sum;
  });
}

/** The same step by plain loops: K is stepped by the gradient where b is the mean output. */
function expectedKernel(
  kernel: Float32Array,
  gradient: Float32Array,
  toBias: Float32Array,
  mean: Float32Array,
) {
  const width = kernel.length / 2;
  const centred = gradient.map((g, i) => {
    const row = Math.floor(i / width);
    return g - toBias[row] * mean[width === 9 ? row : i % width];
  });
  const parameter = { name: 'k', values: kernel.slice(), shape: [2, width], scale: Float32Array.of(2, 0.5) };
  new Adam({ step: 0, moments: new Map() }).step([parameter], new Map([['k', centred]]), 0.01);
  return parameter.values;
}

describe('centredStep', () => {
  test('moves the mean output as the step of the bias alone', () => {
    fc.assert(
      fc.property(unit, ({ shape, kernel, bias, kernelGradient, biasGradient, mean }) => {
        const parameters: Parameter[] = [
          { name: 'u/kernel', values: kernel.slice(), shape, scale: Float32Array.of(2, 0.5) },
          { name: 'u/bias', values: bias.slice(), shape: [2] },
        ];
        const before = meanOutput(parameters, mean);
        const gradients = new Map([
          ['u/kernel', kernelGradient.slice()],
          ['u/bias', biasGradient],
        ]);
        const adam = new Adam({ step: 0, moments: new Map() });
        centredStep(adam, parameters, gradients, new Map([['u/kernel', mean]]), 0.01);
        // Adam's first step is the learning rate against the sign.
        const wanted = expectedKernel(kernel, kernelGradient, biasGradient, mean);
        wanted.forEach((value, i) => expect(parameters[0].values[i]).toBeCloseTo(value, 5));
        meanOutput(parameters, mean).forEach((after, row) =>
          expect(after).toBeCloseTo(before[row] - 0.01 * Math.sign(biasGradient[row]), 4),
        );
      }),
    );
  });

  test('without a mean it is Adam', () => {
    const parameters = () => [{ name: 'head', values: Float32Array.of(1, 2), shape: [1, 2] }];
    const gradients = new Map([['head', Float32Array.of(3, -4)]]);
    const [plain, centred] = [parameters(), parameters()];
    new Adam({ step: 0, moments: new Map() }).step(plain, gradients, 0.1);
    centredStep(new Adam({ step: 0, moments: new Map() }), centred, gradients, new Map(), 0.1);
    expect(centred).toEqual(plain);
  });
});
