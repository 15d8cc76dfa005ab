import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { labelledInProject, rankSuspects } from '../../../electron/engine/photos/review/rank-suspects';
import { forgetCaches, PhotoCache } from '../../../electron/engine/photos/photo-cache';
import * as quality from '../../../electron/engine/photos/review/quality';
import { embedDataset } from '../../../electron/engine/photos/review/embed-dataset';
import { Recogniser } from '../../../electron/engine/recognition/recogniser';
import { forgetOtherModels } from '../../../electron/engine/recognition/reembed';
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
    const survey = () => engine.handlers['photos.survey']({ job: 'survey' });
    let issues: unknown;
    expect(await countOf(async () => (issues = await survey()))).toBe(0);
    await engine.handlers['project.close']({});
    await engine.handlers['project.open']({ folder: folder() });
    const measured = vi.spyOn(quality, 'measureQuality');
    expect(await survey()).toEqual(issues);
    expect(measured).not.toHaveBeenCalled();
    measured.mockRestore();
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

describe('a cache of photos', () => {
  const photo = (id: string, left?: number) => ({
    id,
    box: left === undefined ? null : { left, top: 0, width: 5, height: 5 },
  });
  const value = (n: number) => new Uint8Array([n, 1, 2]);
  const open = (name = 'model') => PhotoCache.open(join(root, `${name}.db`));
  const read = (cache: PhotoCache, ...photos: ReturnType<typeof photo>[]) =>
    cache.read(photos).map((bytes) => bytes && bytes[0]);

  it('gives back what was written, by photo and box, in the order that is asked', async () => {
    const cache = await open();
    cache.write([photo('a'), photo('a', 1), photo('b')].map((one, n) => ({ photo: one, value: value(n) })));
    cache.close();
    const again = await open();
    expect(read(again, photo('b'), photo('a', 2), photo('a', 1), photo('a'))).toEqual([2, null, 1, 0]);
    again.close();
  });

  it('keeps what was written last', async () => {
    const cache = await open();
    for (const id of ['a', 'b', 'c', 'a']) cache.write([{ photo: photo(id), value: value(1) }]);
    cache.bound(2);
    expect(read(cache, photo('a'), photo('b'), photo('c'))).toEqual([1, null, 1]);
    cache.close();
  });

  it('is begun anew where it is damaged', async () => {
    const cache = await open();
    cache.write([{ photo: photo('a'), value: value(1) }]);
    cache.close();
    const path = join(root, 'model.db');
    await writeFile(path, Buffer.alloc((await stat(path)).size, 7));
    const again = await open();
    expect(read(again, photo('a'))).toEqual([null]);
    again.write([{ photo: photo('a'), value: value(3) }]);
    expect(read(again, photo('a'))).toEqual([3]);
    again.close();
  });

  it('goes with its model', async () => {
    for (const name of ['model', 'run+model', 'another']) (await open(name)).close();
    await forgetCaches(root, ['run+model', 'model']);
    expect((await readdir(root)).sort()).toEqual(['model.db', 'run+model.db']);
  });
});

async function draw(path: string, seed: number): Promise<string> {
  await drawShapes(seed).png().toFile(path);
  return path;
}
