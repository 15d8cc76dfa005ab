import { StudioError } from '@shared/errors';
import { batchNormName, foldUnit, normOf } from '../fold';
import { tensorFlowShape } from '../layout';
import { mobilenet } from '../mobilenet';
import type { Unit, UnitWeights, Weights } from '../unit';
import type { LayerTensors } from './layer-tensors';

/** Folds the layers of a Keras MobileNetV2 1.0. Throws `weights-unfit` where they are of another network. */
export function convertLayers(tensors: LayerTensors): Weights {
  return new Map(mobilenet.map((unit) => [unit.name, convertUnit(unit, tensors)]));
}

function convertUnit(unit: Unit, tensors: LayerTensors): UnitWeights {
  const norm = batchNormName(unit.name);
  const ofNorm = (weight: string) => find(tensors, norm, [weight], [unit.outChannels]);
  const kernelNames = unit.kind === 'depthwise' ? ['depthwise_kernel', 'kernel'] : ['kernel'];
  const kernel = find(tensors, unit.name, kernelNames, tensorFlowShape(unit));
  const variance = ofNorm('moving_variance');
  if (variance.some((value) => value < 0)) throw unfit(`${norm}/moving_variance is negative.`);
  const learned = { gamma: ofNorm('gamma'), beta: ofNorm('beta') };
  return foldUnit(unit, kernel, normOf(learned, { mean: ofNorm('moving_mean'), variance }));
}

/** A layer's weight under the first of `names` that it has. */
function find(
  tensors: LayerTensors,
  layer: string,
  names: readonly string[],
  shape: readonly number[],
): Float64Array {
  const name = names.find((one) => tensors.has(`${layer}/${one}`));
  if (!name) throw unfit(`The layer ${layer} has no ${names[0]} in it.`);
  const { shape: found, data } = tensors.get(`${layer}/${name}`)!;
  if (String(found) !== String(shape))
    throw unfit(`${layer}/${name} is [${found.join(', ')}], not [${shape.join(', ')}].`);
  if (!data.every(Number.isFinite)) throw unfit(`${layer}/${name} has numbers that are not finite.`);
  return data;
}

const unfit = (why: string) =>
  new StudioError(
    'weights-unfit',
    `This is not Keras's MobileNetV2 with width 1.0: ${why} Choose a file of that network.`,
    why,
  );
