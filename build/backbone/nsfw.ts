import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Unit } from '../../electron/engine/network/unit';

/** Reads the MobileNetV2 that nsfwjs carries: a Keras model for TensorFlow.js, quantized to bytes, as JS files. */

interface Entry {
  name: string;
  shape: number[];
  quantization: { min: number; scale: number; dtype: 'uint8' };
}

/** One convolution as trained: kernel in Keras's layout, and the learned part of its BatchNorm. */
export interface SourceUnit {
  kernel: Float64Array;
  gamma: Float64Array;
  beta: Float64Array;
  /** As shipped: too coarse to use, good enough to check against. */
  mean: Float64Array;
}

/** Dequantized weights: `unit` gives those of one of our units. */
export function readSource(): (unit: Unit) => SourceUnit {
  const tensors = dequantize();
  return (unit) => {
    const norm = batchNormName(unit.name);
    const kernel = unit.kind === 'depthwise' ? 'depthwise_kernel' : 'kernel';
    return {
      kernel: tensors.get(`${unit.name}/${kernel}`)!,
      gamma: tensors.get(`${norm}/gamma`)!,
      beta: tensors.get(`${norm}/beta`)!,
      mean: tensors.get(`${norm}/moving_mean`)!,
    };
  };
}

function batchNormName(unit: string): string {
  if (unit === 'Conv1') return 'bn_Conv1';
  return unit === 'Conv_1' ? 'Conv_1_bn' : `${unit}_BN`;
}

function dequantize(): Map<string, Float64Array> {
  const { weightsManifest } = load('model') as { weightsManifest: [{ weights: Entry[] }] };
  const bytes = Buffer.from(load('group1-shard1of1') as string, 'base64');
  const tensors = new Map<string, Float64Array>();
  let at = 0;
  for (const { name, shape, quantization } of weightsManifest[0].weights) {
    const size = shape.reduce((a, b) => a * b, 1);
    const { min, scale } = quantization;
    tensors.set(
      name,
      Float64Array.from(bytes.subarray(at, at + size), (byte) => byte * scale + min),
    );
    at += size;
  }
  return tensors;
}

/** By path, because the package exports only its own loader of these files. */
function load(name: string): unknown {
  const folder = new URL('../../node_modules/nsfwjs/dist/models/mobilenet_v2/', import.meta.url);
  return createRequire(import.meta.url)(fileURLToPath(new URL(`${name}.min.js`, folder)));
}
