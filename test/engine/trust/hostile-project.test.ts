import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'libsql';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { presets } from '../../../shared/recipe';

const secret = 'not for anybody';

/** A project folder that somebody sent, made to reach what is outside of it. */
describe('a hostile project', () => {
  let root: string;
  let project: string;
  let engine: Engine;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-hostile-project-'));
    project = join(root, 'project');
    await writeFile(join(root, 'secret.jpg'), await picture());
    await writeFile(join(root, 'secret.txt'), secret);
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: project });
    const photos = join(root, 'photos/Cola');
    await mkdir(photos, { recursive: true });
    for (const color of ['#a52', '#25a']) await writeFile(join(photos, `${color}.png`), await picture(color));
    await engine.handlers['photos.import']({ paths: [dirname(photos)], job: 'import' });
    await engine.close();
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const picture = (background = '#777') =>
    sharp({ create: { width: 60, height: 60, channels: 3, background } })
      .png()
      .toBuffer();
  const open = () => engine.handlers['project.open']({ folder: project });
  const change = (statement: string, ...values: string[]) => {
    const database = new Sqlite(join(project, 'ramune.db'));
    database.prepare(statement).run(...values);
    database.close();
  };

  it.each([
    'photos',
    'runs',
    'models',
    'cache/queries',
    'cache/thumbnails/64',
    'photos/ab',
    'photos/ab/x.jpg',
  ])('is not opened with a link in place of %s', async (place) => {
    const outside = join(root, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, '.mine.jpg.0a0a0a0a.tmp'), secret);
    await rm(join(project, place), { recursive: true, force: true });
    await mkdir(dirname(join(project, place)), { recursive: true });
    await symlink(outside, join(project, place));
    await expect(open()).rejects.toMatchObject({ code: 'project-links' });
    expect(await readdir(outside)).toEqual(['.mine.jpg.0a0a0a0a.tmp']);
    expect(await readdir(project)).not.toContain('studio.lock');
  });

  it('is not opened where its database is a link', async () => {
    const path = join(project, 'ramune.db');
    await writeFile(join(root, 'other.db'), await readFile(path));
    await rm(path);
    await symlink(join(root, 'other.db'), path);
    await expect(open()).rejects.toMatchObject({ code: 'project-links' });
  });

  it('shows and gives away no file whose path is smuggled in as an ending', async () => {
    change(`UPDATE photos SET extension = '/../../../secret.jpg'`);
    await open();
    const [{ id }] = await engine.handlers['photos.list']({});
    const out = join(root, 'out');
    await expect(engine.handlers['photos.thumbnail']({ id, width: 64 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      engine.handlers['photos.export']({ out, format: 'folder', job: 'out' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(out).catch(() => [])).toEqual([]);
  });

  it('shows and gives away no file whose path is smuggled in as an id', async () => {
    change(
      `UPDATE photos SET id = ?, extension = '.txt' WHERE id = (SELECT min(id) FROM photos)`,
      '../../secret',
    );
    await open();
    const out = join(root, 'out');
    await expect(engine.handlers['photos.export']({ out, format: 'csv', job: 'out' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await readdir(out).catch(() => [])).toEqual([]);
  });

  it.each([
    ['modelRunId', '../../outside'],
    ['modelRunId', { $ne: 1 }],
    ['backbone', '../../outside'],
    ['threshold', 'high'],
    ['name', ['<img src=x onerror=alert(1)>']],
    ['name', 7],
  ])('is opened without the setting %s where it is %j', async (key, value) => {
    change(`INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)`, key, JSON.stringify(value));
    expect(await open()).toMatchObject({
      modelRunId: null,
      backbone: null,
      threshold: 0.95,
      name: 'project',
    });
  });

  it('leads no run astray that calls itself by another name, and passes over wild ones', async () => {
    const run = (id: string, more: object = {}) => ({
      version: 1,
      train: [],
      val: [],
      summary: {
        id,
        recipe: presets.quick,
        engine: 'onnx',
        seed: 1,
        status: 'running',
        reason: null,
        startedAt: '2026-01-01T00:00:00Z',
        seconds: 1,
        classes: ['Cola'],
        photoCount: 2,
        stages: 2,
        epochs: 1,
        imagesPerSecond: 1,
        bestValLoss: 1,
        bestValAccuracy: 1,
        ...more,
      },
    });
    const wild: [string, unknown][] = [
      ['good', run('good')],
      ['other', run('../../../outside')],
      ['deep', run('deep', { recipe: { ...presets.quick, stages: 'all' } })],
      ['endless', run('endless', { seconds: 'NaN', classes: { length: 1e9 } })],
      ['proto', { __proto__: null, constructor: { prototype: {} } }],
      ['text', 'null'],
    ];
    for (const [name, file] of wild) {
      await mkdir(join(project, 'runs', name), { recursive: true });
      await writeFile(join(project, 'runs', name, 'run.json'), JSON.stringify(file));
    }
    await mkdir(join(project, 'runs/cut'), { recursive: true });
    await writeFile(join(project, 'runs/cut/run.json'), '{"version":1,');
    await open();
    const listed = await engine.handlers['runs.list']({});
    expect(listed.map(({ id }) => id)).toEqual(['good']);
    await expect(
      engine.handlers['train.start']({ recipe: presets.quick, resume: 'other' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(root)).not.toContain('outside');
  });

  it('renders no drawing that is named as a photo', async () => {
    await open();
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><rect width="60" height="60"/></svg>`;
    const [{ id }] = await engine.handlers['photos.list']({});
    await writeFile(join(project, 'photos', id.slice(0, 2), `${id}.png`), drawing);
    await expect(engine.handlers['photos.thumbnail']({ id, width: 64 })).rejects.toMatchObject({
      code: 'photo-broken',
    });
    await expect(engine.handlers['recognise.keep']({ image: Buffer.from(drawing) })).rejects.toMatchObject({
      code: 'photo-broken',
    });
    expect(await engine.handlers['products.readCode']({ image: Buffer.from(drawing) })).toEqual({
      code: null,
    });
  });

  it('keeps boxes that are no boxes from the decoder', async () => {
    for (const box of ['{"left":-1,"top":0,"width":1,"height":1}', '[]', '{', '{"left":1e300}']) {
      change(`UPDATE photos SET box = ?`, box);
      await open();
      await expect(engine.handlers['photos.list']({})).rejects.toThrow();
      await engine.close();
    }
  });
});
