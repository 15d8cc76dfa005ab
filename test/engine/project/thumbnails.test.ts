import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { Thumbnails } from '../../../electron/engine/photos/thumbnails';

describe('thumbnails', () => {
  let root: string;
  let engine: Engine;
  let original: string;
  let id: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-thumbnails-'));
    const photo = { width: 400, height: 200, channels: 3 as const, background: '#a33' };
    await writeFile(join(root, 'a.png'), await sharp({ create: photo }).png().toBuffer());
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
    await engine.handlers['photos.import']({ paths: [join(root, 'a.png')], job: 'import' });
    [{ id }] = await engine.handlers['photos.list']({});
    original = join(root, 'project/photos', id.slice(0, 2), `${id}.png`);
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const thumbnail = (width: number) => engine.handlers['photos.thumbnail']({ id, width });

  it('are made once, as small JPEGs, and never larger than the photo', async () => {
    const { path } = await thumbnail(100);
    expect(await sharp(path).metadata()).toMatchObject({ format: 'jpeg', width: 100, height: 50 });
    const made = (await stat(path)).mtimeMs;
    await rm(original);
    expect(await thumbnail(100)).toEqual({ path });
    expect((await stat(path)).mtimeMs).toBe(made);
  });

  it('are never larger than the photo', async () => {
    const { path } = await thumbnail(4000);
    expect(await sharp(path).metadata()).toMatchObject({ width: 400 });
  });

  it('are made by one for all who ask at once, a few at a time', async () => {
    const thumbnails = new Thumbnails(join(root, 'cache'));
    let opened = 0;
    const open = async () => {
      opened += 1;
      return original;
    };
    const same = await Promise.all(Array.from({ length: 20 }, () => thumbnails.pathOf(id, 64, open)));
    expect(new Set(same).size).toBe(1);
    expect(opened).toBe(1);
    const widths = Array.from({ length: 20 }, (_, i) => 20 + i);
    const paths = await Promise.all(widths.map((width) => thumbnails.pathOf(id, width, open)));
    const made = await Promise.all(paths.map(async (path) => (await sharp(path).metadata()).width));
    expect(made).toEqual(widths);
  });

  it('of broken, lost and unknown photos are an error, and work again once the photo does', async () => {
    const { buffer } = await sharp(original)
      .toBuffer({ resolveWithObject: true })
      .then(({ data }) => ({ buffer: data }));
    await writeFile(original, 'not a photo');
    for (let i = 0; i < 5; i++) await expect(thumbnail(50)).rejects.toMatchObject({ code: 'photo-broken' });
    await rm(original);
    await expect(thumbnail(50)).rejects.toMatchObject({ code: 'photo-broken' });
    await writeFile(original, buffer);
    await thumbnail(50);
    const unknown = engine.handlers['photos.thumbnail']({ id: 'f'.repeat(64), width: 50 });
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
    const cached = await readdir(join(root, 'project/cache/thumbnails'), { recursive: true });
    expect(cached.filter((name) => name.includes('.'))).toEqual([`50/${id.slice(0, 2)}/${id}.jpg`]);
  });
});
