import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';

describe('a project as a zip', () => {
  let root: string;
  let engine: Engine;
  let h: Engine['handlers'];
  const at = (name: string) => join(root, name);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-pack-'));
    engine = createEngine(() => {});
    h = engine.handlers;
    await h['project.create']({ folder: at('project'), name: 'Kiosk' });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  async function state() {
    const [photos, classes, products, edits, versions] = await Promise.all([
      h['photos.list']({}),
      h['classes.list']({}),
      h['registry.list']({}),
      h['photos.edits']({}),
      h['versions.list']({}),
    ]);
    return { photos, classes, products, edits, versions };
  }

  it('comes back the same: photos, labels, boxes, splits, products, edits and versions', async () => {
    const paths = ['緑茶 1', 'cola', 'water'].map((name) => at(`${name}.png`));
    for (const [i, path] of paths.entries())
      await sharp({ create: { width: 60, height: 40, channels: 3, background: `hsl(${i * 90}, 60%, 50%)` } })
        .png()
        .toFile(path);
    await h['photos.import']({ paths, className: 'お茶', job: 'import' });
    const [first, second] = await h['photos.list']({});
    await h['photos.setBoxes']({
      boxes: [{ id: first.id, box: { left: 1, top: 2, width: 20, height: 30 } }],
    });
    await h['photos.setSplit']({ ids: [second.id], split: 'test' });
    await h['registry.register']({ name: 'お茶', photos: [{ photoId: first.id }] });
    await h['versions.keep']({ name: 'First' });
    const before = await state();
    const packed = await h['project.pack']({ out: at('kiosk.zip'), job: 'pack' });
    expect(packed.files).toBe(4);
    const original = await readFile(paths[0]);
    await h['project.close']({});
    const project = await h['project.unpack']({ zip: at('kiosk.zip'), folder: at('other'), job: 'unpack' });
    expect(project).toMatchObject({ name: 'Kiosk', photoCount: 3, productCount: 1 });
    // What the network saw goes along, so that nothing has to be described anew.
    const { db } = engine.session.project();
    expect(await db.selectFrom('product_descriptors').select('id').execute()).toHaveLength(1);
    expect(await state()).toEqual(before);
    const kept = (await readdir(at('other/photos'), { recursive: true })).filter((name) =>
      name.endsWith('.png'),
    );
    const contents = await Promise.all(kept.map((name) => readFile(join(at('other/photos'), name))));
    expect(contents.some((content) => content.equals(original))).toBe(true);
    expect((await readdir(root)).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('is not unpacked where it is damaged, strange or in the way, and leaves nothing behind', async () => {
    await h['project.pack']({ out: at('good.zip'), job: 'pack' });
    const good = await readFile(at('good.zip'));
    const database = strToU8('x');
    const zips = {
      'cut.zip': good.subarray(0, good.length / 2),
      'text.zip': strToU8('not a zip'),
      'empty.zip': zipSync({}),
      'above.zip': zipSync({ 'ramune.db': database, '../outside.txt': database }),
      'inner.zip': zipSync({ 'ramune.db': database, 'photos/../../outside.txt': database }),
      'root.zip': zipSync({ 'ramune.db': database, '/outside.txt': database }),
      'windows.zip': zipSync({ 'ramune.db': database, 'photos\\..\\outside.txt': database }),
      'other.zip': zipSync({ 'ramune.db': database, 'studio.lock': database }),
      'none.zip': zipSync({ 'photos/a.png': database }),
    };
    for (const [name, data] of Object.entries(zips)) {
      await writeFile(at(name), data);
      const unpacked = h['project.unpack']({ zip: at(name), folder: at('new'), job: 'unpack' });
      await expect(unpacked, name).rejects.toMatchObject({ code: 'zip-broken' });
    }
    expect(await readdir(root)).not.toContain('outside.txt');
    expect(await readdir(at('new')).catch(() => [])).toEqual([]);
    const into = (folder: string, zip = 'good.zip') =>
      h['project.unpack']({ zip: at(zip), folder: at(folder), job: 'in' });
    await expect(into('project')).rejects.toMatchObject({ code: 'not-empty' });
    await expect(into('new', 'gone.zip')).rejects.toMatchObject({ code: 'not-found' });
  });
});
