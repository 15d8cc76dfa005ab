import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EpochMetrics } from '@shared/training';
import type { EngineKind } from '@shared/domain';
import { presets, type Recipe } from '@shared/recipe';
import { createEngine } from '../../electron/engine/engine';
import { loadTensorFlow } from '../../electron/engine/network/load-tensorflow';
import { noPhotos, productPhotos } from '../support/photos';
import { withPeers, type Peer } from './peers/peer';
import { bundledWeights, heldOut, photoFile } from './peers/photo-file';

/** Of twelve stages of twenty epochs: enough to reach what all of them reach, in minutes. */
const stages = ['head', 'block_16', 'block_14'];
const epochs = 6;

/** Like for like: no augmentation, which the peers would have to do themselves. */
const recipe: Recipe = {
  ...presets.seed,
  name: 'seed, short',
  stages: stages.map((from) => ({ from, epochs, learningRate: 1e-3 })),
  variants: 1,
  augmentation: { ...presets.seed.augmentation, widthShift: 0, heightShift: 0, zoom: 0 },
};

/** Where a training stands after an epoch. */
interface Point {
  /** Since it was started. */
  seconds: number;
  valAccuracy: number;
}

/**
 * Seconds to the same validation accuracy by the article's recipe, cut to three stages of six epochs: ours from
 * the photos' files on, Keras's and PyTorch's, tuned, from decoded photos, as the recipe is usually written (`whole`) and with
 * the frozen part's output kept (`cached`). All validate on the same photos. Ratios are taken at the highest accuracy that both reached.
 */
export default async function compareRecipes(): Promise<object> {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const folder = await mkdtemp(join(tmpdir(), 'ramune-recipe-'));
  try {
    const curves = new Map<string, Point[]>();
    const engines: EngineKind[] = loadTensorFlow().available ? ['onnx', 'tensorflow'] : ['onnx'];
    for (const engine of engines) curves.set(engine, await trainOurs(join(folder, engine), engine));
    await withPeers(bundledWeights, [true], async (peers) => {
      const { open, validation } = await photoFile(folder, Infinity, recipe.validationShare);
      for (const peer of peers) {
        await peer.ask(open);
        for (const cached of [true, false])
          curves.set(
            `${peer.name} ${cached ? 'cached' : 'whole'}`,
            await trainPeer(peer, validation, cached),
          );
      }
    });
    const ratios = (peer: string) =>
      Object.fromEntries(engines.map((engine) => [engine, ratioAt(curves.get(engine)!, curves.get(peer))]));
    return {
      ratioToKeras: ratios('keras tuned whole'),
      ratioToKerasCached: ratios('keras tuned cached'),
      ratioToPyTorch: ratios('pytorch tuned whole'),
      ratioToPyTorchCached: ratios('pytorch tuned cached'),
      seconds: Object.fromEntries([...curves].map(([name, points]) => [name, points.at(-1)!.seconds])),
      bestValAccuracy: Object.fromEntries([...curves].map(([name, points]) => [name, highest(points)])),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function trainOurs(folder: string, engine: EngineKind): Promise<Point[]> {
  const points: Point[] = [];
  let started = 0;
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const { handlers, close } = createEngine((name, data) => {
    const seconds = (performance.now() - started) / 1000;
    if (name === 'train.epoch') points.push({ seconds, valAccuracy: (data as EpochMetrics).valAccuracy });
    if (name === 'train.end') end();
  });
  await handlers['project.create']({ folder });
  for (const [className, paths] of await productPhotos()) {
    const shared = heldOut(paths, recipe.validationShare);
    for (const split of ['train', 'val'] as const)
      await handlers['photos.import']({ paths: shared[split], className, split, job: 'import' });
  }
  started = performance.now();
  await handlers['train.start']({ recipe, engine, seed: 1 });
  await ended;
  await close();
  return points;
}

async function trainPeer(peer: Peer, validation: number, cached: boolean): Promise<Point[]> {
  const { batchSize: batch } = recipe;
  const told = await peer.ask<{ ms: number; valAccuracy: number }>({
    ...{ call: 'train', stages: recipe.stages, batch, validation, cached },
  });
  return told.map(({ ms, valAccuracy }) => ({ seconds: ms / 1000, valAccuracy }));
}

const highest = (points: readonly Point[]) => Math.max(...points.map(({ valAccuracy }) => valAccuracy));

/** Our time to theirs, at the highest accuracy that both reached; `null` where they are not here. */
function ratioAt(ours: readonly Point[], theirs: readonly Point[] | undefined): number | null {
  if (!theirs) return null;
  const target = Math.min(highest(ours), highest(theirs));
  const reached = (points: readonly Point[]) =>
    points.find(({ valAccuracy }) => valAccuracy >= target)!.seconds;
  return Number((reached(ours) / reached(theirs)).toPrecision(3));
}
