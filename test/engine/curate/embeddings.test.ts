import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { EmbeddingStore, forgetEmbeddings } from '../../../electron/engine/photos/review/embedding-store';
import { labelledInProject, rankSuspects } from '../../../electron/engine/photos/review/rank-suspects';
import { embedDataset } from '../../../electron/engine/photos/review/embed-dataset';
import { Recogniser } from '../../../electron/engine/recognition/recogniser';
import { forgetOtherModels } from '../../../electron/engine/recognition/reembed';
import { Random } from '../../../shared/random';
import { drawShapes } from '../../support/draw-shapes';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ramune-embeddings-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('embeddings of a project’s photos', () => {
  let engine: Engine;
  const folder = () => join(root, 'project');
  const store = () => join(folder(), 'cache/embeddings');
  const described = vi.spyOn(Recogniser.prototype, 'describe');
  /** How many photos `work` puts through the network. */
  const countOf = async (work: () => Promise<unknown>) => {
    described.mockClear();
    await work();
    return described.mock.calls.reduce((sum, [photos]) => sum + photos.length, 0);
  };
  const map = () => engine.handlers['photos.map']({ job: 'map' });

  beforeEach(async () => {
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: folder() });
    for (const [c, className] of ['Cola', 'Tea'].entries()) {
      const paths = await Promise.all(
        [0, 1, 2, 3].map((i) => draw(join(root, `${className}${i}.png`), 4 * c + i)),
      );
      await engine.handlers['photos.import']({ paths, className, job: 'import' });
    }
  });
  afterEach(() => engine.close());

  it('are made once: not again after the project was closed, nor for another look', async () => {
    expect(await countOf(map)).toBe(8);
    const before = await map();
    await engine.handlers['project.close']({});
    await engine.handlers['project.open']({ folder: folder() });
    expect(await countOf(map)).toBe(0);
    expect(await map()).toEqual(before);
    expect(await countOf(() => engine.handlers['photos.survey']({ job: 'survey' }))).toBe(0);
    const { session } = engine;
    const suspects = async () => {
      const [project, recogniser] = [session.project(), await session.recogniser()];
      const photos = await labelledInProject(project);
      return session.jobs.run('suspects', (job) =>
        rankSuspects(photos, (all) => embedDataset(project, recogniser, all, job)),
      );
    };
    expect(await countOf(suspects)).toBe(0);
  });

  it('are made anew for what is cropped or new, and known again when the crop is undone', async () => {
    await map();
    const [{ id }] = await engine.handlers['photos.list']({});
    const box = { left: 8, top: 8, width: 40, height: 40 };
    const { edit } = await engine.handlers['photos.setBoxes']({ boxes: [{ id, box }] });
    expect(await countOf(map)).toBe(1);
    await engine.handlers['photos.setUndone']({ edit, undone: true });
    expect(await countOf(map)).toBe(0);
    const paths = [await draw(join(root, 'new.png'), 99)];
    await engine.handlers['photos.import']({ paths, className: 'Cola', job: 'import' });
    expect(await countOf(map)).toBe(1);
  });

  it('are forgotten when another model is put to use', async () => {
    await map();
    expect(await readdir(store())).toHaveLength(1);
    const { version } = await engine.session.recogniser();
    await forgetOtherModels(engine.session.project(), version);
    expect(await countOf(map)).toBe(0);
    await forgetOtherModels(engine.session.project(), 'another');
    expect(await readdir(store())).toEqual([]);
    expect(await countOf(map)).toBe(8);
  });

  it('are done without where the cache cannot be written to', async () => {
    await rm(store(), { recursive: true, force: true });
    await writeFile(store(), 'no folder');
    expect(await countOf(map)).toBe(8);
    expect((await map()).ids).toHaveLength(8);
  });
});

describe('a store of embeddings', () => {
  const embedding = (seed: number) => {
    const random = new Random(seed);
    return Float32Array.from({ length: 1280 }, () => random.normal());
  };
  const open = () => EmbeddingStore.open(root, 'model');

  it('gives back what was written, bit for bit, in the order that is asked', async () => {
    const store = await open();
    store.write([1, 2, 3].map((seed) => ({ key: `${seed}`, embedding: embedding(seed) })));
    store.close();
    const again = await open();
    expect(again.read(['3', 'x', '1'])).toEqual([embedding(3), null, embedding(1)]);
    again.close();
  });

  it('keeps what was written last', async () => {
    const store = await open();
    for (const seed of [1, 2, 3, 1]) store.write([{ key: `${seed}`, embedding: embedding(seed) }]);
    store.bound(2);
    const known = (keys: string[]) => store.read(keys).map((one) => one !== null);
    expect(known(['1', '2', '3'])).toEqual([true, false, true]);
    store.close();
  });

  it('is begun anew where it is damaged', async () => {
    const store = await open();
    store.write([{ key: '1', embedding: embedding(1) }]);
    store.close();
    const path = join(root, 'model.db');
    await writeFile(path, Buffer.alloc((await stat(path)).size, 7));
    const again = await open();
    expect(again.read(['1'])).toEqual([null]);
    again.close();
  });

  it('goes with its model', async () => {
    (await open()).close();
    (await EmbeddingStore.open(root, 'run+model')).close();
    (await EmbeddingStore.open(root, 'another')).close();
    await forgetEmbeddings(root, ['run+model', 'model']);
    expect((await readdir(root)).sort()).toEqual(['model.db', 'run+model.db']);
  });
});

async function draw(path: string, seed: number): Promise<string> {
  await drawShapes(seed).png().toFile(path);
  return path;
}
