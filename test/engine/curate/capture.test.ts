import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';

describe('pictures of a camera', () => {
  let root: string;
  let engine: Engine;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-capture-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const frame = (hue: number) =>
    sharp({ create: { width: 64, height: 48, channels: 3, background: `hsl(${hue}, 50%, 50%)` } })
      .jpeg()
      .toBuffer();

  it('come into a class as one burst and one edit', async () => {
    const { id: classId } = await engine.handlers['classes.create']({ name: 'Cola' });
    const images = await Promise.all([10, 60, 110, 160].map(frame));
    const { edit, ids } = await engine.handlers['photos.capture']({ images, classId });
    const photos = await engine.handlers['photos.list']({});
    expect(new Set(photos.map(({ id }) => id))).toEqual(new Set(ids));
    for (const photo of photos)
      expect(photo).toMatchObject({ classId, split: 'train', width: 64, height: 48 });
    expect(photos[0].name).toMatch(/^\d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.\d{3} 1\.jpg$/);
    // Not torn apart by splits.
    await engine.handlers['photos.setSplit']({ ids: [ids[0]], split: 'val' });
    expect(await engine.handlers['photos.checkSplits']({})).toContainEqual({
      kind: 'burst',
      count: 3,
      classes: ['Cola'],
    });
    await engine.handlers['photos.setUndone']({ edit: edit!, undone: true });
    expect(await engine.handlers['photos.list']({})).toEqual([]);
    expect(await readdir(join(root, 'project/cache'))).not.toContainEqual(expect.stringContaining('capture'));
  });

  it('that are no pictures, or of a class that is gone, leave nothing behind', async () => {
    const capture = (images: Uint8Array[], classId: number | null) =>
      engine.handlers['photos.capture']({ images, classId });
    await expect(capture([Buffer.from('no picture')], null)).rejects.toMatchObject({ code: 'photo-broken' });
    await expect(capture([await frame(5)], 77)).rejects.toMatchObject({ code: 'not-found' });
    expect(await engine.handlers['photos.list']({})).toEqual([]);
    await capture([await frame(5)], null);
    expect((await capture([await frame(5)], null)).edit).toBeNull();
  });
});
