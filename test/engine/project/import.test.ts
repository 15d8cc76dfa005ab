import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { noPhotos, productPhotos } from '../../support/photos';

describe.skipIf(noPhotos())('importing photos', () => {
  let root: string;
  let engine: Engine;
  let photos: string;
  const put = async (name: string, data: Buffer) => {
    await mkdir(join(photos, name, '..'), { recursive: true });
    await writeFile(join(photos, name), data);
  };
  let progress: () => void;
  const load = (options: Partial<Parameters<Engine['handlers']['photos.import']>[0]> = {}) =>
    engine.handlers['photos.import']({ paths: [photos], job: 'import', ...options });

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-import-'));
    photos = join(root, 'photos');
    await mkdir(photos);
    progress = () => {};
    engine = createEngine((name) => name === 'job.progress' && progress());
    await engine.handlers['project.create']({ folder: join(root, 'project') });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const realPhotos = async (count: number) => [...(await productPhotos()).values()].flat().slice(0, count);

  it('labels by sub-folder, takes every kind of photo and skips copies', async () => {
    const [one, two] = await realPhotos(2);
    await put('サイダー/前 1.jpg', await readFile(one));
    await put('サイダー/deep/er/2.JPG', await readFile(two));
    await put('Milk/copy.jpg', await readFile(one));
    for (const kind of ['png', 'webp', 'avif', 'tiff'] as const)
      await put(`Milk/a.${kind}`, await sharp(two).resize(64).toFormat(kind).toBuffer());
    await put('loose.png', await sharp(one).resize(40).png().toBuffer());
    expect(await load()).toMatchObject({ imported: 7, duplicates: 1, problems: [], cancelled: false });
    const classes = await engine.handlers['classes.list']({});
    expect(classes.map(({ name, count }) => [name, count])).toEqual([
      ['Milk', 5],
      ['サイダー', 1],
    ]);
  });

  it('lists what it cannot use, with the reason, and imports the rest', async () => {
    const [one] = await realPhotos(1);
    const whole = await readFile(one);
    await put('Milk/good.jpg', whole);
    await put('Milk/cut.jpg', whole.subarray(0, whole.length / 2));
    await put('Milk/empty.jpg', Buffer.alloc(0));
    await put('Milk/text.jpg', Buffer.from('no photo at all'));
    await symlink('/etc/hostname', join(photos, 'Milk', 'link.jpg'));
    const report = await load();
    expect(report.imported).toBe(1);
    const reasons = report.problems.map(({ path, reason }) => [path.split('/').at(-1), reason]).sort();
    expect(reasons).toEqual([
      ['cut.jpg', 'broken'],
      ['empty.jpg', 'empty'],
      ['text.jpg', 'unsupported'],
    ]);
  });

  it('sees photos upright and never changes the originals', async () => {
    const turned = await sharp({ create: { width: 60, height: 30, channels: 3, background: '#7ac' } })
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    await put('Milk/turned.jpg', turned);
    await load();
    const [photo] = await engine.handlers['photos.list']({});
    expect([photo.width, photo.height]).toEqual([30, 60]);
    const stored = join(root, 'project/photos', photo.id.slice(0, 2), `${photo.id}.jpg`);
    expect(
      createHash('sha256')
        .update(await readFile(stored))
        .digest('hex'),
    ).toBe(photo.id);
    expect((await readFile(stored)).equals(turned)).toBe(true);
    const { path } = await engine.handlers['photos.thumbnail']({ id: photo.id, width: 16 });
    expect(await sharp(path).metadata()).toMatchObject({ width: 16, height: 32, format: 'jpeg' });
  });

  it('keeps what was finished when it is cancelled', async () => {
    for (const [i, path] of (await realPhotos(60)).entries()) await cp(path, join(photos, `${i}.jpg`));
    progress = () => void engine.handlers['job.cancel']({ job: 'import' });
    const report = await load();
    progress = () => {};
    expect(report.cancelled).toBe(true);
    expect(report.imported).toBeLessThan(60);
    expect(await engine.handlers['photos.list']({})).toHaveLength(report.imported);
    expect(await load()).toMatchObject({ imported: 60 - report.imported, duplicates: report.imported });
  });

  it('brings removed photos back, by restoring or by importing again', async () => {
    const [one] = await realPhotos(1);
    await put('Milk/one.jpg', await readFile(one));
    await load();
    const ids = (await engine.handlers['photos.list']({})).map(({ id }) => id);
    await engine.handlers['photos.remove']({ ids });
    expect(await engine.handlers['photos.list']({})).toEqual([]);
    await engine.handlers['photos.restore']({ ids });
    expect(await engine.handlers['photos.list']({})).toHaveLength(1);
    await engine.handlers['photos.remove']({ ids });
    expect(await load()).toMatchObject({ imported: 1, duplicates: 0 });
  });
});
