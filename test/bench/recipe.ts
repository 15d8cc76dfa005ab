import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EpochMetrics } from '@shared/training';
import type { EngineKind } from '@shared/domain';
import { presets, type Recipe } from '@shared/recipe';
import { loadTensorFlow } from '../../electron/engine/network/load-tensorflow';
import { noPhotos, productPhotos } from '../support/photos';
import { inWorkshop } from '../support/workshop';
import { withPeers, type Peer } from './peers/peer';
import { bundledWeights, heldOut, photoFile } from './peers/photo-file';

/** The first two of its twelve stages, each as long as it is there: in them all come to what is compared. */
const recipe: Recipe = { ...presets.seed, name: 'seed, begun', stages: presets.seed.stages.slice(0, 2) };

/** The same without augmentation: what the peers do with photos that are decoded already. */
const plain: Recipe = {
  ...recipe,
  variants: 1,
  augmentation: { ...recipe.augmentation, widthShift: 0, heightShift: 0, zoom: 0 },
};

/** Where a training stands after an epoch. */
interface Point {
  /** Since it was started. */
  seconds: number;
  valAccuracy: number;
}

/**
 * Seconds to the same validation accuracy by the first two stages of the article's recipe. All validate on the same photos,
 * lower the rate on a plateau and begin a stage from the best weights; the peers are tuned. With augmentation, from the
 * photos' files, decoded once: ours and Keras's, as its guides write it. Without, ours from the files, Keras's and PyTorch's
 * from decoded photos: the whole network in every step, and with the frozen part's output kept (`cached`). Ratios are taken
 * at the highest accuracy that both reached.
 */
export default async function compareRecipes(): Promise<object> {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const folder = await mkdtemp(join(tmpdir(), 'ramune-recipe-'));
  try {
    const engines: EngineKind[] = loadTensorFlow().available ? ['onnx', 'tensorflow'] : ['onnx'];
    const curves = new Map<string, Point[]>();
    for (const engine of engines) {
      curves.set(engine, await trainOurs(engine, recipe));
      curves.set(`${engine} plain`, await trainOurs(engine, plain));
    }
    await withPeers(bundledWeights, [true], async (peers) => {
      for (const [name, points] of await trainPeers(folder, peers)) curves.set(name, points);
    });
    const ratios = (peer: string, ours = '') =>
      Object.fromEntries(
        engines.map((engine) => [engine, ratioAt(curves.get(`${engine}${ours}`)!, curves.get(peer))]),
      );
    return {
      ratioToKeras: ratios('keras tuned from files'),
      ratioToKerasWhole: ratios('keras tuned whole', ' plain'),
      ratioToKerasCached: ratios('keras tuned cached', ' plain'),
      ratioToPyTorch: ratios('pytorch tuned whole', ' plain'),
      ratioToPyTorchCached: ratios('pytorch tuned cached', ' plain'),
      curves: Object.fromEntries(curves),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function trainPeers(folder: string, peers: readonly Peer[]): Promise<Map<string, Point[]>> {
  const { open, paths, validation } = await photoFile(folder, Infinity, recipe.validationShare);
  const { stages, batchSize: batch, plateau } = recipe;
  const curves = new Map<string, Point[]>();
  for (const peer of peers) {
    await peer.ask(open);
    const common = { stages, batch, validation, plateau };
    for (const cached of [true, false])
      curves.set(
        `${peer.name} ${cached ? 'cached' : 'whole'}`,
        await curveOf(peer, { ...common, call: 'train', cached }),
      );
    if (peer.name.startsWith('keras'))
      curves.set(`${peer.name} from files`, await curveOf(peer, { ...common, call: 'fit', paths }));
  }
  return curves;
}

async function curveOf(peer: Peer, request: object): Promise<Point[]> {
  const told = await peer.ask<{ ms: number; valAccuracy: number }>(request);
  return told.map(({ ms, valAccuracy }) => ({ seconds: ms / 1000, valAccuracy }));
}

const trainOurs = (engine: EngineKind, recipe: Recipe): Promise<Point[]> =>
  inWorkshop(async (workshop) => {
    for (const [className, paths] of await productPhotos()) {
      const shared = heldOut(paths, recipe.validationShare);
      for (const split of ['train', 'val'] as const) await workshop.import(className, shared[split], split);
    }
    const started = performance.now();
    await (
      await workshop.train(recipe, { engine, seed: 1 })
    ).ended;
    return workshop.said
      .filter(({ name }) => name === 'train.epoch')
      .map(({ data, at }) => ({
        seconds: (at - started) / 1000,
        valAccuracy: (data as EpochMetrics).valAccuracy,
      }));
  });

const highest = (points: readonly Point[]) => Math.max(...points.map(({ valAccuracy }) => valAccuracy));

/** Our time to theirs, at the highest accuracy that both reached; `null` where they are not here. */
function ratioAt(ours: readonly Point[], theirs: readonly Point[] | undefined): number | null {
  if (!theirs) return null;
  const target = Math.min(highest(ours), highest(theirs));
  const reached = (points: readonly Point[]) =>
    points.find(({ valAccuracy }) => valAccuracy >= target)!.seconds;
  return Number((reached(ours) / reached(theirs)).toPrecision(3));
}
