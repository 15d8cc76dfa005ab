import type { Adam, Centring, Parameter } from './adam';

/** Numbers by tensor name. */
export type Tensors = ReadonlyMap<string, Float32Array>;

/**
 * An optimizer step that takes each unit as K·(x − x̄) + b, x̄ being the mean of its input over the batch. A step of K
 * then leaves the mean of the output to b, as BatchNorm would. Without it, inputs being positive behind a ReLU6, the
 * steps of all of a row's numbers add up: at the article's rate of 1e-3 the network is lost within an epoch.
 * Schraudolph, Centering Neural Network Gradients, 1998.
 *
 * `inputMeans` holds x̄, [in] or [channels], by the name of the kernel.
 */
export function centredStep(
  adam: Adam,
  parameters: readonly Parameter[],
  gradients: Tensors,
  inputMeans: Tensors,
  learningRate: number,
): void {
  const byName = new Map(parameters.map(({ name, values }) => [name, values]));
  const centrings = new Map<string, Centring>();
  for (const [name, mean] of inputMeans) {
    const biasName = name.replace('/kernel', '/bias');
    centrings.set(name, { mean, toBias: gradients.get(biasName)!, bias: byName.get(biasName)! });
  }
  adam.step(parameters, gradients, learningRate, centrings);
}
