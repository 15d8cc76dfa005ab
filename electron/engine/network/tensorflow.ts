import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import { tensorFlowShape, toTensorFlowLayout } from './layout';
import type { Unit, Weights } from './unit';

export type TF = typeof TensorFlow;
type Tensor4D = TensorFlow.Tensor4D;

/** Tensors (or variables) by name, `<unit>/kernel` in TensorFlow's layout and `<unit>/bias`. */
export type UnitTensors = ReadonlyMap<string, TensorFlow.Tensor>;

/** Runs units in order over `x` [batch, height, width, channels], with the blocks' residual joins. */
export function forward(tf: TF, units: readonly Unit[], tensors: UnitTensors, x: Tensor4D): Tensor4D {
  let output = x;
  let blockInput = x;
  units.forEach((unit, i) => {
    if (unit.block !== units[i - 1]?.block) blockInput = output;
    output = convolve(tf, unit, tensors, output);
    if (unit.joinsBlockInput) output = output.add(blockInput);
  });
  return output;
}

function convolve(tf: TF, { name, kind, stride, activation }: Unit, tensors: UnitTensors, x: Tensor4D) {
  const kernel = tensors.get(`${name}/kernel`) as Tensor4D;
  const convolved =
    kind === 'depthwise'
      ? tf.depthwiseConv2d(x, kernel, stride, 'same')
      : tf.conv2d(x, kernel, stride, 'same');
  const biased = convolved.add<Tensor4D>(tensors.get(`${name}/bias`)!);
  return activation === 'relu6' ? tf.relu6(biased) : biased;
}

/** New tensors holding the weights of `units`; the caller disposes of them. */
export function toTensors(tf: TF, units: readonly Unit[], weights: Weights): Map<string, TensorFlow.Tensor> {
  const tensors = new Map<string, TensorFlow.Tensor>();
  for (const unit of units) {
    const { kernel, bias } = weights.get(unit.name)!;
    tensors.set(`${unit.name}/kernel`, tf.tensor4d(toTensorFlowLayout(unit, kernel), tensorFlowShape(unit)));
    tensors.set(`${unit.name}/bias`, tf.tensor1d(bias));
  }
  return tensors;
}
