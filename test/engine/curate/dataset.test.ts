import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatasetFormat } from '../../../shared/domain';
import { createEngine, type Engine } from '../../../electron/engine/engine';

describe('a project as a dataset', () => {
  let root: string;
  let engine: Engine;
  const newProject = (name: string) => engine.handlers['project.create']({ folder: join(root, name) });
  const load = (path: string, format: DatasetFormat) =>
    engine.handlers['photos.import']({ paths: [join(root, path)], format, job: 'import' });
  const put = async (name: string, data: Buffer | string) => {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), data);
  };
  const jpeg = (width: number, height: number, background: string) =>
    sharp({ create: { width, height, channels: 3, background } })
      .jpeg()
      .toBuffer();
  /** What a project holds, without its own numbers. */
  const contents = async () => {
    const classes = await engine.handlers['classes.list']({});
    const photos = await engine.handlers['photos.list']({});
    return photos
      .map(({ id, classId, split, box }) => {
        const { name, kind } = classes.find((one) => one.id === classId) ?? {};
        return { id, name, kind, split, box };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-dataset-'));
    engine = createEngine(() => {});
    await newProject('one');
    await put('in/a.jpg', await jpeg(60, 80, '#a33'));
    await put('in/sub/b.jpg', await jpeg(50, 40, '#3a3'));
    await put('in/c.jpg', await jpeg(30, 30, '#33a'));
    await put('in/d.jpg', 'no photo');
    const rows = [
      'file,label,kind,split,xmin,ymin,xmax,ymax',
      'a.jpg,Cola,product,val,5,6,25,36',
      'sub/b.jpg,Cat,unknown,train,10,10,500,500',
      'c.jpg,Cola,,,40,40,50,50',
      'd.jpg,Cola,,,1,1,2,2',
    ];
    await put('in/list.csv', rows.join('\n'));
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  it('takes labels, kinds, splits and boxes, and says what it could not take', async () => {
    const report = await load('in', 'csv');
    expect(report.imported).toBe(3);
    expect(report.problems.map(({ path, line, reason }) => [path.split('/').at(-1), line, reason])).toEqual([
      ['d.jpg', null, 'unsupported'],
      ['list.csv', 4, 'box'],
    ]);
    const all = await contents();
    expect(all.map(({ name, kind, split }) => [name, kind, split]).sort()).toEqual([
      ['Cat', 'unknown', 'train'],
      ['Cola', 'product', 'train'],
      ['Cola', 'product', 'val'],
    ]);
    expect(
      all
        .map(({ box }) => box)
        .filter(Boolean)
        .sort((a, b) => a!.left - b!.left),
    ).toEqual([
      { left: 5, top: 6, width: 20, height: 30 },
      { left: 10, top: 10, width: 40, height: 30 },
    ]);
  });

  it.each(DatasetFormat.options)('goes out and comes back as %s', async (format) => {
    await load('in', 'csv');
    const before = await contents();
    const written = await engine.handlers['photos.export']({ out: join(root, 'out'), format, job: 'out' });
    expect(written).toEqual({ count: 3, out: join(root, 'out') });
    await expect(
      engine.handlers['photos.export']({ out: join(root, 'out'), format, job: 'out' }),
    ).rejects.toMatchObject({ code: 'not-empty' });
    await newProject('two');
    expect(await load('out', format)).toMatchObject({ imported: 3, problems: [] });
    const kept = (one: (typeof before)[number]) => ({
      ...one,
      kind: ['voc', 'folder'].includes(format) ? null : one.kind,
      box: format === 'folder' ? null : one.box,
    });
    expect((await contents()).map(kept)).toEqual(before.map(kept));
  });

  it('is written whole or said to be cancelled', async () => {
    await load('in', 'csv');
    const writing = engine.handlers['photos.export']({ out: join(root, 'out'), format: 'coco', job: 'out' });
    await engine.handlers['job.cancel']({ job: 'out' });
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' });
    await expect(readFile(join(root, 'out/annotations/instances_train.json'))).rejects.toThrow();
  });
});
