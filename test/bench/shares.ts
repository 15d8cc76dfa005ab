import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { presets, type Recipe } from '@shared/recipe';
import { readBackbone } from '../../electron/engine/network/backbone';
import type { Prefix } from '../../electron/engine/network/embedder';
import { featureShape, splitAt } from '../../electron/engine/network/mobilenet';
import { decodeBatch } from '../../electron/engine/photos/decode';
import { Adam } from '../../electron/engine/training/adam';
import { centredStep } from '../../electron/engine/training/centring';
import { FeatureCache, pixelBytes } from '../../electron/engine/training/feature-cache';
import { type Model, newModel } from '../../electron/engine/training/model';
import { createOnnxStepper } from '../../electron/engine/training/onnx/stepper';
import { kernelName, parametersOf } from '../../electron/engine/training/parameters';
import { decodePixelFile } from '../../electron/engine/training/pixel-file';
import type { RecordFile } from '../../electron/engine/training/record-file';
import { withPrefix } from '../../electron/engine/training/stage-data';
import type { Sample } from '../../electron/engine/training/training-set';
import { noPhotos, productPhotos } from '../support/photos';
import { interleaved, type Times, timed } from './peers/rounds';

const photoCount = 128;
const batchSize = 16;
const rounds = 7;
const from = 'block_13';
const recipe: Recipe = { ...presets.seed, stages: [{ from, epochs: 1, learningRate: 1e-3 }] };
const noTurn = async () => {};

/**
 * What the parts of training take, milliseconds. Caching a stage's prefix for every variant of a photo: decoding and
 * the network's own time against all of it. A step from block_13 in onnxruntime: feeding and the optimizer against it.
 */
export default async function shares(): Promise<object> {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const folder = await mkdtemp(join(tmpdir(), 'ramune-shares-'));
  try {
    const paths = [...(await productPhotos()).values()].flat().slice(0, photoCount);
    const samples: Sample[] = paths.map((path, i) => ({ photoId: `${i}`, path, box: null, label: i % 31 }));
    const model = newModel((await readBackbone()).weights, 31, 1);
    return {
      prefixCaching: await withPrefix({ recipe, stage: 0, model }, (prefix) =>
        measureCaching(folder, samples, prefix),
      ),
      step: await withPrefix({ recipe, stage: 0, model }, (prefix) =>
        measureStep(folder, samples, prefix, model),
      ),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureCaching(folder: string, samples: readonly Sample[], prefix: Prefix) {
  const pixels = await decodeBatch(samples.map(({ path }) => path));
  const cache = async (variants: number) => {
    const file = await decodePixelFile(join(folder, 'pixels'), samples, noTurn);
    if (!variants) await (await cacheOf(folder, samples, prefix, file)).remove();
    for (let variant = 0; variant < variants; variant++)
      await (await cacheOf(folder, samples, prefix, file, variant)).remove();
    await file.remove();
  };
  const times = await interleaved(
    {
      decode: () => timed(() => decodeBatch(samples.map(({ path }) => path))),
      network: () => timed(() => runPrefix(prefix, pixels)),
      once: () => timed(() => cache(0)),
      augmented: () => timed(() => cache(recipe.variants)),
    },
    rounds,
    1,
  );
  const perPhoto = (time: Times) => time.min / photoCount;
  const { decode, network, once, augmented } = times;
  return {
    decode: perPhoto(decode),
    network: perPhoto(network),
    variants: recipe.variants,
    shareOnce: (decode.min + network.min) / once.min,
    shareAugmented: (decode.min + recipe.variants * network.min) / augmented.min,
  };
}

async function runPrefix(prefix: Prefix, pixels: Uint8Array): Promise<void> {
  const size = batchSize * pixelBytes;
  for (let start = 0; start < pixels.length; start += size)
    await prefix.run(pixels.subarray(start, start + size));
}

/** `variant`: absent for photos as they are. */
function cacheOf(
  folder: string,
  samples: readonly Sample[],
  prefix: Prefix,
  pixels: RecordFile,
  variant?: number,
): Promise<FeatureCache> {
  const common = { path: join(folder, 'features'), prefix, pixels, samples, offset: 0, turn: noTurn };
  const augmentation =
    variant === undefined ? undefined : { settings: recipe.augmentation, key: [1, variant] as const };
  return FeatureCache.build({ ...common, augmentation, onProgress: () => {} });
}

async function measureStep(folder: string, samples: readonly Sample[], prefix: Prefix, model: Model) {
  const file = await decodePixelFile(join(folder, 'pixels'), samples, noTurn);
  const cache = await cacheOf(folder, samples, prefix, file);
  const { suffix } = splitAt(from);
  const state = { ...model, optimizer: { step: 0, moments: new Map() } };
  const options = { suffix, featureShape: featureShape(from), classes: 31, batchSize, head: recipe.head };
  const stepper = await createOnnxStepper(options, state);
  const parameters = parametersOf(suffix, state);
  const adam = new Adam(state.optimizer);
  const indices = Array.from({ length: batchSize }, (_, i) => i * 7);
  const batch = await cache.batch(indices);
  const { gradients } = await stepper.gradients(batch);
  const means = new Map(suffix.map((unit) => [kernelName(unit), new Float32Array(unit.inChannels)]));
  const times = await interleaved(
    {
      feeding: () => timed(() => cache.batch(indices)),
      optimizer: () => timed(async () => centredStep(adam, parameters, gradients, means, 1e-4)),
      step: () => timed(async () => stepper.step(await cache.batch(indices), 1e-4)),
    },
    rounds,
    2,
  );
  await stepper.dispose();
  await cache.remove();
  await file.remove();
  const { feeding, optimizer, step } = times;
  return { ...times, share: (feeding.min + optimizer.min) / step.min };
}
