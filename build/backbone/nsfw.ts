import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type BatchNorm, batchNormName } from '../../electron/engine/network/fold';
import { Manifest, readEntries } from '../../electron/engine/network/import/tfjs-manifest';
import type { Unit } from '../../electron/engine/network/unit';

/** Reads the MobileNetV2 that nsfwjs carries: a Keras model for TensorFlow.js, quantized to bytes, as JS files. */

/** One convolution as trained: kernel in Keras's layout, and the learned part of its BatchNorm. */
export interface SourceUnit extends BatchNorm {
  kernel: Float64Array;
  /** As shipped: too coarse to use, good enough to check against. */
  mean: Float64Array;
}

/** Dequantized weights: `unit` gives those of one of our units. */
export function readSource(): (unit: Unit) => SourceUnit {
  const [{ weights }] = Manifest.parse((load('model') as { weightsManifest: unknown }).weightsManifest);
  const tensors = readEntries(weights, Buffer.from(load('group1-shard1of1') as string, 'base64'));
  const data = (name: string) => tensors.get(name)!.data;
  return (unit) => {
    const norm = batchNormName(unit.name);
    const kernel = unit.kind === 'depthwise' ? 'depthwise_kernel' : 'kernel';
    return {
      kernel: data(`${unit.name}/${kernel}`),
      gamma: data(`${norm}/gamma`),
      beta: data(`${norm}/beta`),
      mean: data(`${norm}/moving_mean`),
    };
  };
}

/** By path, because the package exports only its own loader of these files. */
function load(name: string): unknown {
  const folder = new URL('../../node_modules/nsfwjs/dist/models/mobilenet_v2/', import.meta.url);
  return createRequire(import.meta.url)(fileURLToPath(new URL(`${name}.min.js`, folder)));
}
