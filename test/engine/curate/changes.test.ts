import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';

/** What the window is told after an edit, so that it loads only what changed. */
describe('changes of photos', () => {
  let root: string;
  let engine: Engine;
  let told: (string[] | undefined)[];
  let ids: string[];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-changes-'));
    engine = createEngine((_name, data) => {
      if ('what' in data && data.what === 'photos') told.push(data.photos);
    });
    told = [];
    await engine.handlers['project.create']({ folder: join(root, 'project') });
    for (const colour of ['#a33', '#3a3', '#33a'])
      await writeFile(
        join(root, `${colour.slice(1)}.png`),
        await sharp({ create: { width: 40, height: 40, channels: 3, background: colour } })
          .png()
          .toBuffer(),
      );
    const paths = ['a33', '3a3', '33a'].map((name) => join(root, `${name}.png`));
    await engine.handlers['photos.import']({ paths, job: 'import' });
    ids = (await engine.handlers['photos.list']({})).map(({ id }) => id);
    told = [];
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  it('name the photos that an edit touched, and that its undoing touches', async () => {
    const { id: classId } = await engine.handlers['classes.create']({ name: 'Cola' });
    const { edit } = await engine.handlers['photos.label']({ ids: ids.slice(0, 2), classId });
    await engine.handlers['photos.setUndone']({ edit, undone: true });
    await engine.handlers['photos.remove']({ ids: [ids[2]] });
    expect(told.map((some) => new Set(some))).toEqual([
      new Set(),
      new Set(ids.slice(0, 2)),
      new Set(ids.slice(0, 2)),
      new Set([ids[2]]),
    ]);
  });

  it('leave out photos that were so already', async () => {
    await engine.handlers['photos.setSplit']({ ids: [ids[0]], split: 'val' });
    await engine.handlers['photos.setSplit']({ ids, split: 'val' });
    expect(new Set(told[1])).toEqual(new Set(ids.slice(1)));
  });

  it('are listed alone when asked for by id', async () => {
    const listed = await engine.handlers['photos.list']({ ids: [ids[1], 'f'.repeat(64)] });
    expect(listed.map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('are undone with an import: a photo that came back is as it was when it was removed', async () => {
    const { handlers: h } = engine;
    const { id: classId } = await h['classes.create']({ name: 'Cola' });
    const one = [ids[0]];
    await h['photos.label']({ ids: one, classId });
    await h['photos.setSplit']({ ids: one, split: 'test' });
    await h['photos.setBoxes']({ boxes: [{ id: ids[0], box: { left: 2, top: 3, width: 9, height: 8 } }] });
    const was = (await h['photos.list']({ ids: one }))[0];
    const { edit: removal } = await h['photos.remove']({ ids: one });
    const { edit } = await h['photos.import']({
      paths: [join(root, was.name)],
      className: 'Tea',
      job: 'again',
    });
    const again = (await h['photos.list']({ ids: one }))[0];
    expect(again).toMatchObject({ split: 'train', box: null });
    await h['photos.setUndone']({ edit: edit!, undone: true });
    await h['photos.setUndone']({ edit: removal, undone: true });
    expect((await h['photos.list']({ ids: one }))[0]).toEqual(was);
    expect((await h['classes.list']({})).map(({ name }) => name)).toEqual(['Cola']);
    await h['photos.setUndone']({ edit: removal, undone: false });
    await h['photos.setUndone']({ edit: edit!, undone: false });
    expect((await h['photos.list']({ ids: one }))[0]).toEqual(again);
  });

  it('are undone with an import, but not the classes that others made meanwhile', async () => {
    const { handlers: h } = engine;
    await h['photos.remove']({ ids });
    const { files } = engine.session.project();
    const add = files.add.bind(files);
    vi.spyOn(files, 'add').mockImplementation(async (...given) => {
      await h['classes.create']({ name: 'Cola' });
      return add(...given);
    });
    const paths = [join(root, 'a33.png')];
    const { edit } = await h['photos.import']({ paths, className: 'Tea', job: 'again' });
    expect(await h['classes.list']({})).toHaveLength(2);
    await h['photos.setUndone']({ edit: edit!, undone: true });
    expect((await h['classes.list']({})).map(({ name }) => name)).toEqual(['Cola']);
  });
});
