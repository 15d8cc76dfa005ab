import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBackbone } from '../../electron/engine/network/backbone';
import { toFloat16 } from '../../electron/engine/network/float16';
import { loadTensorFlow } from '../../electron/engine/network/load-tensorflow';
import { featureShape, splitAt } from '../../electron/engine/network/mobilenet';
import { createStepperOf } from '../../electron/engine/training/engines';
import { newModel } from '../../electron/engine/training/model';
import type { Batch, Stepper } from '../../electron/engine/training/stepper';
import type { EngineKind } from '../../shared/domain';
import { Random } from '../../shared/random';
import { noPhotos } from '../support/photos';
import { type Peer, withPeers } from './peers/peer';
import { bundledWeights, photoFile } from './peers/photo-file';
import { interleaved, ratio, timed } from './peers/rounds';

const blocks = ['block_16', 'block_13', 'block_6'];
const classes = 31;
const batchSize = 16;
const warmUps = 2;
const rounds = 7;
/** The ratios are of a step that trains from here. */
const compared = 'block_13';

/**
 * Milliseconds of a training step by first trained block: ours, and Keras's and PyTorch's as the article's recipe is
 * usually written, the whole network every step (`whole`), and with the frozen part's output kept (`cached`). Ratios:
 * our step from block_13 to their whole one.
 */
export default async function step(): Promise<object> {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const folder = await mkdtemp(join(tmpdir(), 'ramune-step-'));
  try {
    const { open } = await photoFile(folder, 64);
    return await withPeers(bundledWeights, [false, true], async (peers) => {
      for (const peer of peers) await peer.ask(open);
      const engines: EngineKind[] = loadTensorFlow().available ? ['onnx', 'tensorflow'] : ['onnx'];
      const times: Record<string, Record<string, { min: number; median: number }>> = {};
      for (const block of blocks) times[block] = await measureFrom(block, engines, peers);
      const shown = (name: string) => blocks.map((block) => [block, times[block][name]?.median ?? null]);
      const shortest = (name: string) => blocks.map((block) => [block, times[block][name]?.min ?? null]);
      const names = Object.keys(times[compared]);
      const ratios = (peer: string) =>
        Object.fromEntries(
          (['onnx', 'tensorflow'] as const).map((engine) => [
            engine,
            ratio(times[compared][engine], times[compared][`${peer} whole`]),
          ]),
        );
      return {
        batchSize,
        msPerStep: Object.fromEntries(names.map((name) => [name, Object.fromEntries(shown(name))])),
        shortestStep: Object.fromEntries(names.map((name) => [name, Object.fromEntries(shortest(name))])),
        ratioToKeras: ratios('keras'),
        ratioToKerasTuned: ratios('keras tuned'),
        ratioToPyTorch: ratios('pytorch'),
        ratioToPyTorchTuned: ratios('pytorch tuned'),
      };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureFrom(block: string, engines: readonly EngineKind[], peers: readonly Peer[]) {
  const batch = randomBatch(featureShape(block).reduce((a, b) => a * b, 1));
  const steppers = await Promise.all(engines.map((engine) => openStepper(engine, block)));
  const ours = steppers.map((stepper) => [
    stepper.engine as string,
    () => timed(() => stepper.step(batch, 1e-4)),
  ]);
  const theirs = peers.flatMap((peer) =>
    [false, true].map((cached) => [
      `${peer.name} ${cached ? 'cached' : 'whole'}`,
      () => peer.time({ call: 'step', from: block, cached }),
    ]),
  );
  try {
    return await interleaved(Object.fromEntries([...ours, ...theirs]), rounds, warmUps);
  } finally {
    for (const stepper of steppers) await stepper.dispose();
  }
}

async function openStepper(engine: EngineKind, block: string): Promise<Stepper> {
  const { units, head } = newModel((await readBackbone()).weights, classes, 1);
  const options = {
    suffix: splitAt(block).suffix,
    featureShape: featureShape(block),
    classes,
    batchSize,
    head: { kind: 'arcface', s: 30, m: 0.5, easyMargin: false } as const,
  };
  return createStepperOf(engine)(options, { units, head, optimizer: { step: 0, moments: new Map() } });
}

/** Linear bottleneck outputs, which is what most blocks take, are spread about zero. */
function randomBatch(size: number): Batch {
  const random = new Random(1);
  return {
    features: toFloat16(Float32Array.from({ length: batchSize * size }, () => random.normal())),
    labels: Int32Array.from({ length: batchSize }, () => random.below(classes)),
  };
}
