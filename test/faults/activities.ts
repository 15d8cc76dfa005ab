import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Handlers } from '@shared/contract';
import { presets, type Recipe } from '@shared/recipe';
import type { EpochMetrics } from '@shared/training';
import { Random } from '../../shared/random';

/** What a worker was about to do or has done; nothing that is `done` may be lost. */
export type Fact =
  | { kind: 'photo'; id: string }
  | { kind: 'label'; id: string; classId: number | null }
  | { kind: 'product'; name: string; photos: number; price: number | null }
  | { kind: 'epoch'; runId: string; epoch: number }
  | { kind: 'bundle'; path: string };
export type Told = { state: 'ready' } | { state: 'trying' | 'done'; fact: Fact };

export interface Work {
  /** Of an engine with the project open. */
  handlers: Handlers;
  /** The round's own number, for names that no other round uses. */
  round: number;
  random: Random;
  /** Where new files may be put. */
  folder: string;
  tell(told: Told): void;
  /** The next epoch of a run that is under way. */
  nextEpoch(): Promise<EpochMetrics>;
}

const recipe: Recipe = {
  ...presets.quick,
  name: 'faults',
  batchSize: 8,
  variants: 1,
  stages: [
    { from: 'head', epochs: 6, learningRate: 3e-3 },
    // More than all rounds together come to.
    { from: 'block_16', epochs: 1000, learningRate: 1e-4 },
  ],
};

/** Products whose photos and labels stay as they are, few enough for an epoch to end within a round. */
export const trained = ['Cola', 'Tea', 'Milk'];
/** What is imported and labelled. */
export const shelves = ['Shelf 1', 'Shelf 2', 'Shelf 3'];

/** Each goes on until its process is killed. */
export const activities: Record<string, (work: Work) => Promise<void>> = {
  async import({ handlers, round, folder, random, tell }) {
    for (let batch = 0; ; batch++) {
      const photos = join(folder, `${round}-${batch}`);
      const paths = await drawPhotos(photos, 20, random);
      await handlers['photos.import']({ paths, className: shelves[batch % shelves.length], job: 'import' });
      for (const path of paths) tell({ state: 'done', fact: { kind: 'photo', id: await hash(path) } });
    }
  },
  async label({ handlers, random, tell }) {
    const classes = await handlers['classes.list']({});
    const kept = classes.filter(({ name }) => trained.includes(name)).map(({ id }) => id);
    const others = classes.filter(({ id }) => !kept.includes(id));
    const photos = (await handlers['photos.list']({})).filter(({ classId }) => !kept.includes(classId!));
    for (;;) {
      const { id } = photos[random.below(photos.length)];
      const classId = random.next() < 0.1 ? null : others[random.below(others.length)].id;
      const fact = { kind: 'label', id, classId } as const;
      tell({ state: 'trying', fact });
      await handlers['photos.label']({ ids: [id], classId });
      tell({ state: 'done', fact });
    }
  },
  async train({ handlers, tell, nextEpoch }) {
    let epoch = nextEpoch();
    await goOnOrStart(handlers);
    for (;;) {
      const { runId, epoch: n } = await epoch;
      epoch = nextEpoch();
      tell({ state: 'done', fact: { kind: 'epoch', runId, epoch: n } });
    }
  },
  async register({ handlers, round, folder, random, tell }) {
    for (let n = 0; ; n++) {
      const name = `Product ${round}-${n}`;
      const paths = await drawPhotos(join(folder, `p${round}-${n}`), 3, random);
      const { id } = await handlers['registry.register']({
        name,
        photos: paths.map((path) => ({ path })),
      });
      tell({ state: 'done', fact: { kind: 'product', name, photos: 3, price: null } });
      const price = random.below(900) + 1;
      tell({ state: 'trying', fact: { kind: 'product', name, photos: 3, price } });
      await handlers['products.edit']({ changes: [{ id, fields: { price } }] });
      tell({ state: 'done', fact: { kind: 'product', name, photos: 3, price } });
    }
  },
  async export({ handlers, round, folder, tell }) {
    for (let n = 0; ; n++) {
      const path = join(folder, `bundle-${round}-${n}.zip`);
      tell({ state: 'trying', fact: { kind: 'bundle', path } });
      await handlers['project.export']({ out: path, job: 'export' });
      tell({ state: 'done', fact: { kind: 'bundle', path } });
    }
  },
};

/** Goes on with the run that was cut off last; a new one where none was. */
async function goOnOrStart(handlers: Handlers): Promise<void> {
  const start = { recipe, engine: 'onnx', seed: 1, classes: trained } as const;
  const [last] = await handlers['runs.list']({});
  const resume = last?.status === 'interrupted' && last.epochs > 0 ? last.id : undefined;
  await handlers['train.start']({ ...start, resume });
}

/** Small photos of coloured boards, no two alike. */
export async function drawPhotos(folder: string, count: number, random: Random): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (let n = 0; n < count; n++) {
    const pixels = Uint8Array.from({ length: 12 * 12 * 3 }, () => random.below(256));
    const board = sharp(pixels, { raw: { width: 12, height: 12, channels: 3 } });
    const path = join(folder, `${n}.png`);
    await writeFile(path, await board.resize(96, 96, { kernel: 'nearest' }).png().toBuffer());
    paths.push(path);
  }
  return paths;
}

const hash = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
