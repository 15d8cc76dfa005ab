import type { Adam, Parameter } from './adam';

/** Numbers by tensor name. */
export type Tensors = ReadonlyMap<string, Float32Array>;

/**
 * An optimizer step that takes each unit as K·(x − x̄) + b, x̄ being the mean of its input over the batch. A step of K
 * then leaves the mean of the output to b, as BatchNorm would. Without it, inputs being positive behind a ReLU6, the
 * steps of all of a row's numbers add up: at the article's rate of 1e-3 the network is lost within an epoch.
 * Schraudolph, Centering Neural Network Gradients, 1998.
 *
 * `inputMeans` holds x̄, [in] or [channels], by the name of the kernel. Gradients of kernels are changed in place.
 */
export function centredStep(
  adam: Adam,
  parameters: readonly Parameter[],
  gradients: Tensors,
  inputMeans: Tensors,
  learningRate: number,
): void {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const units = [...inputMeans].map(([name, mean]) => {
    const biasName = name.replace('/kernel', '/bias');
    return { kernel: byName.get(name)!, bias: byName.get(biasName)!, mean, toBias: gradients.get(biasName)! };
  });
  for (const { kernel, bias, mean, toBias } of units) {
    centre(kernel, gradients.get(kernel.name)!, toBias, mean);
    addMeanOutput(bias, kernel, mean, 1);
  }
  adam.step(parameters, gradients, learningRate);
  for (const { kernel, bias, mean } of units) addMeanOutput(bias, kernel, mean, -1);
}

/** dK − db·x̄ᵀ: the gradient by K where b is the mean output. */
function centre(
  { shape }: Parameter,
  gradient: Float32Array,
  toBias: Float32Array,
  mean: Float32Array,
): void {
  const depthwise = shape[1] === 1;
  const width = gradient.length / shape[0];
  for (let row = 0, i = 0; row < shape[0]; row++)
    for (let column = 0; column < width; column++, i++)
      gradient[i] -= toBias[row] * mean[depthwise ? row : column];
}

/** b + sign · K·x̄ */
function addMeanOutput(
  bias: Parameter,
  { shape, values }: Parameter,
  mean: Float32Array,
  sign: 1 | -1,
): void {
  const depthwise = shape[1] === 1;
  const width = values.length / shape[0];
  for (let row = 0, i = 0; row < shape[0]; row++) {
    let output = 0;
    for (let column = 0; column < width; column++, i++) output += values[i] * mean[depthwise ? row : column];
    bias.values[row] += sign * output;
  }
}
