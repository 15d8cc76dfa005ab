import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
});
