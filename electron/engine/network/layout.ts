import { kernelShape } from './mobilenet';
import type { Unit } from './unit';

/**
 * Kernels in TensorFlow's and Keras's layout: [height, width, in, out], depthwise [height, width, channels, 1].
 * Ours are ONNX's, [out, in, height, width] and [channels, 1, height, width].
 */
export function tensorFlowShape(unit: Unit): [number, number, number, number] {
  const [out, inputs, height, width] = kernelShape(unit);
  return unit.kind === 'depthwise' ? [height, width, out, 1] : [height, width, inputs, out];
}

/** A copy of a kernel of ours in TensorFlow's layout. */
export function toTensorFlowLayout(unit: Unit, kernel: Float32Array): Float32Array {
  const out = new Float32Array(kernel.length);
  eachPair(unit, (ours, theirs) => (out[theirs] = kernel[ours]));
  return out;
}

/** A copy of a TensorFlow kernel in our layout. */
export function fromTensorFlowLayout(unit: Unit, kernel: ArrayLike<number>): Float32Array {
  const out = new Float32Array(kernel.length);
  eachPair(unit, (ours, theirs) => (out[ours] = kernel[theirs]));
  return out;
}

/** Calls `visit` with the place of each weight in our layout and in TensorFlow's. */
function eachPair(unit: Unit, visit: (ours: number, theirs: number) => void): void {
  const [outputs, inputs, height, width] = kernelShape(unit);
  const area = height * width;
  for (let output = 0, ours = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let tap = 0; tap < area; tap++, ours++) visit(ours, (tap * inputs + input) * outputs + output);
    }
  }
}
