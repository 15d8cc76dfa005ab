import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import { relu6 } from './relu6';
import type { Unit } from './unit';

export type TF = typeof TensorFlow;
type Tensor4D = TensorFlow.Tensor4D;

/** Tensors (or variables) by name, `<unit>/kernel` [out, in, height, width] and `<unit>/bias`. */
export type UnitTensors = ReadonlyMap<string, TensorFlow.Tensor>;

/**
 * Runs units in order over `x` [batch, height, width, channels], with the blocks' residual joins. `observe` is shown
 * the input of every unit.
 */
export function forward(
  tf: TF,
  units: readonly Unit[],
  tensors: UnitTensors,
  x: Tensor4D,
  observe?: (unit: Unit, input: Tensor4D) => void,
): Tensor4D {
  let output = x;
  let blockInput = x;
  units.forEach((unit, i) => {
    if (unit.block !== units[i - 1]?.block) blockInput = output;
    observe?.(unit, output);
    output = convolve(tf, unit, tensors, output);
    if (unit.joinsBlockInput) output = output.add(blockInput);
  });
  return output;
}

function convolve(tf: TF, unit: Unit, tensors: UnitTensors, x: Tensor4D): Tensor4D {
  const kernel = tensors.get(`${unit.name}/kernel`) as Tensor4D;
  const convolved = {
    dense: () => tf.conv2d(x, kernel.transpose<Tensor4D>([2, 3, 1, 0]), unit.stride, 'same'),
    depthwise: () => tf.depthwiseConv2d(x, kernel.transpose<Tensor4D>([2, 3, 0, 1]), unit.stride, 'same'),
    pointwise: () => pointwise(x, kernel),
  }[unit.kind]();
  const biased = convolved.add<Tensor4D>(tensors.get(`${unit.name}/bias`)!);
  return unit.activation === 'relu6' ? relu6(tf, biased) : biased;
}

/**
 * As a matrix product, not conv2d: TensorFlow 2.21's oneDNN gives wrong input gradients of 1×1 convolutions, in 32 of
 * Conv_1's 320 channels, on some processors.
 */
function pointwise(x: Tensor4D, kernel: Tensor4D): Tensor4D {
  const [batch, height, width, inputs] = x.shape;
  const outputs = kernel.shape[0];
  const rows = x.reshape<TensorFlow.Tensor2D>([-1, inputs]);
  const matrix = kernel.reshape<TensorFlow.Tensor2D>([outputs, inputs]);
  return rows.matMul<TensorFlow.Tensor2D>(matrix, false, true).reshape([batch, height, width, outputs]);
}
