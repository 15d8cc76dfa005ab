import { batchNormName, epsilon } from '../fold';
import { tensorFlowShape, toTensorFlowLayout } from '../layout';
import { mobilenet } from '../mobilenet';
import type { Unit, UnitWeights, Weights } from '../unit';
import { type Head, headKernel, headName } from './keras-layers';

/** A weight of a Keras layer, in Keras's layout. */
export interface LayerWeight {
  /** As Keras calls it: `kernel`, `gamma`, … */
  name: string;
  shape: readonly number[];
  data: Float32Array;
}

/** A scale nearer to nothing than this belongs to a channel that its BatchNorm has switched off. */
const least = 1e-6;

/**
 * The weights of Keras's MobileNetV2 that do what the folded ones do, and the head's, by layer in the model's order. Each
 * BatchNorm has seen a mean of 0 and a deviation of 1 and multiplies by the `scale` that was folded into the kernel.
 */
export function unfoldWeights(weights: Weights, head: Head | null): Map<string, LayerWeight[]> {
  const layers = new Map(mobilenet.flatMap((unit) => unfoldUnit(unit, weights.get(unit.name)!)));
  if (head) layers.set(headName, [headWeight(head)]);
  return layers;
}

function headWeight(head: Head): LayerWeight {
  const count = head.classes.length;
  return { name: 'kernel', shape: [head.centres.length / count, count], data: headKernel(head) };
}

function unfoldUnit(unit: Unit, { kernel, bias, scale }: UnitWeights): [string, LayerWeight[]][] {
  const gamma = scale.map((value) => (Math.abs(value) < least ? 1 : value));
  const folded = toTensorFlowLayout(unit, kernel);
  const shape = [unit.outChannels];
  const constant = (value: number) => new Float32Array(unit.outChannels).fill(value);
  const name = unit.kind === 'depthwise' ? 'depthwise_kernel' : 'kernel';
  // The output channel runs fastest.
  const data = folded.map((value, i) => value / gamma[i % unit.outChannels]);
  const norm = [
    { name: 'gamma', shape, data: gamma },
    { name: 'beta', shape, data: bias },
    { name: 'moving_mean', shape, data: constant(0) },
    { name: 'moving_variance', shape, data: constant(1 - epsilon) },
  ];
  return [
    [unit.name, [{ name, shape: tensorFlowShape(unit), data }]],
    [batchNormName(unit.name), norm],
  ];
}
