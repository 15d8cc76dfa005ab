import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { readBackbone } from '../../../electron/engine/network/backbone';
import type { Viewed } from '../../../electron/engine/photos/decode';
import { DescriptorCache } from '../../../electron/engine/recognition/descriptors';
import { loadGallery } from '../../../electron/engine/recognition/load-gallery';
import type { Recogniser } from '../../../electron/engine/recognition/recogniser';
import { reembed } from '../../../electron/engine/recognition/reembed';
import { otherModel } from '../../support/other-model';
import { noPhotos, productPhotos } from '../../support/photos';

describe.skipIf(noPhotos())('the registry of products', () => {
  let root: string;
  let folder: string;
  let engine: Engine;
  let photos: string[][];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-registry-'));
    folder = join(root, 'project');
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder });
    photos = [...(await productPhotos()).values()];
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const sources = (paths: string[]) => paths.map((path) => ({ path }));
  const register = (name: string, paths: string[]) =>
    engine.handlers['registry.register']({ name, photos: sources(paths) });
  const rename = (id: number, name: string) =>
    engine.handlers['products.edit']({ changes: [{ id, fields: { name } }] });
  const recognise = (path: string, threshold?: number) =>
    engine.handlers['recognise.photos']({ photos: [{ path }], threshold }).then(([answer]) => answer);
  const names = async () => (await engine.handlers['registry.list']({})).map(({ name }) => name);
  const originals = async () =>
    (await readdir(join(folder, 'photos'), { recursive: true })).filter((path) => path.includes('.'));

  it('knows a registered photo again, and refuses what is under the threshold', async () => {
    await register('A', photos[0].slice(0, 2));
    await register('B', photos[1].slice(0, 2));
    const answer = await recognise(photos[1][0]);
    expect(answer.product).toMatchObject({ name: 'B' });
    expect(answer.score).toBeCloseTo(1, 3);
    expect(answer.candidates.map(({ name }) => name)).toEqual(['B', 'A']);
    expect(answer.candidates[0].photoId).toBe(answer.photoId);
    const other = await recognise(photos[2][0], 0.9999);
    expect(other.product).toBeNull();
    expect(other.candidates).toHaveLength(2);
    expect((await recognise(photos[2][0], -1)).product).not.toBeNull();
  });

  it('answers for each photo in the order they were given', async () => {
    for (const i of [0, 1, 2]) await register(`P${i}`, [photos[i][0]]);
    const order = [2, 0, 1, 1, 0, 2];
    const answers = await engine.handlers['recognise.photos']({
      photos: sources(order.map((i) => photos[i][0])),
    });
    expect(answers.map(({ product }) => product?.name)).toEqual(order.map((i) => `P${i}`));
    expect(answers.map(({ name }) => name)).toEqual(order.map((i) => basename(photos[i][0])));
  });

  it('says that nothing is registered rather than guess', async () => {
    await expect(recognise(photos[0][0])).rejects.toMatchObject({ code: 'no-products' });
    const { id } = await register('A', [photos[0][0]]);
    await engine.handlers['registry.remove']({ id });
    await expect(recognise(photos[0][0])).rejects.toMatchObject({ code: 'no-products' });
  });

  it('takes each name once, in any case and spelling, and never a blank one', async () => {
    await register(' Cola ', [photos[0][0]]);
    expect(await names()).toEqual(['Cola']);
    for (const name of ['Cola', 'cola', ' COLA  '])
      await expect(register(name, [photos[1][0]])).rejects.toMatchObject({ code: 'name-taken' });
    await expect(register('  ', [photos[1][0]])).rejects.toMatchObject({ code: 'bad-request' });
    expect(await names()).toEqual(['Cola']);
  });

  it('renames, removes and restores without touching the photos', async () => {
    const cola = await register('Cola', photos[0].slice(0, 3));
    const milk = await register('Milk', [photos[1][0]]);
    await rename(cola.id, 'COLA');
    await expect(rename(cola.id, 'milk')).rejects.toMatchObject({
      code: 'name-taken',
    });
    await engine.handlers['registry.remove']({ id: cola.id });
    expect(await names()).toEqual(['Milk']);
    expect((await recognise(photos[0][0])).candidates.map(({ name }) => name)).toEqual(['Milk']);
    const second = await register('Cola', [photos[2][0]]);
    await expect(engine.handlers['registry.restore']({ id: cola.id })).rejects.toMatchObject({
      code: 'name-taken',
    });
    await rename(second.id, 'Diet');
    await engine.handlers['registry.restore']({ id: cola.id });
    const restored = (await engine.handlers['registry.list']({})).find(({ id }) => id === cola.id);
    expect(restored).toEqual({ ...cola, name: 'COLA' });
    expect(milk.references).toHaveLength(1);
    for (const call of ['registry.remove', 'registry.restore'] as const)
      await expect(engine.handlers[call]({ id: 999 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(rename(999, 'x')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('replaces the photos of a product', async () => {
    const { id } = await register('A', photos[0].slice(0, 2));
    const product = await engine.handlers['registry.replacePhotos']({
      id,
      photos: sources(photos[0].slice(2, 5)),
    });
    expect(product.references).toHaveLength(3);
    expect((await recognise(photos[0][2])).score).toBeCloseTo(1, 3);
    expect((await recognise(photos[0][0])).score).toBeLessThan(0.9999);
  });

  it('counts a photo that is given twice once', async () => {
    const copy = join(root, 'copy.jpeg');
    await cp(photos[0][0], copy);
    const product = await register('A', [photos[0][0], copy, photos[0][1], photos[0][0]]);
    expect(product.references).toHaveLength(2);
  });

  it('changes nothing when one of the photos cannot be used', async () => {
    const product = await register('A', photos[0].slice(0, 2));
    const before = await originals();
    const broken = join(root, 'broken.jpg');
    await writeFile(broken, (await readFile(photos[1][0])).subarray(0, 5000));
    const bad: [string, string][] = [
      [broken, 'photo-broken'],
      [join(root, 'missing.jpg'), 'not-found'],
    ];
    for (const [path, code] of bad) {
      await expect(register('B', [photos[1][0], path])).rejects.toMatchObject({ code });
      await expect(
        engine.handlers['registry.replacePhotos']({ id: product.id, photos: sources([photos[1][1], path]) }),
      ).rejects.toMatchObject({ code });
    }
    expect(await engine.handlers['registry.list']({})).toEqual([product]);
    expect(await originals()).toEqual(before);
  });

  it('keeps its own copy: the photos given may go away', async () => {
    const given = join(root, 'given.jpg');
    await cp(photos[0][0], given);
    const { references } = await register('A', [given]);
    await rm(given);
    const [{ photoId }] = references;
    const [answer] = await engine.handlers['recognise.photos']({ photos: [{ photoId }] });
    expect(answer.score).toBeCloseTo(1, 3);
    await engine.handlers['photos.thumbnail']({ id: photoId, width: 64 });
  });

  it('teaches from a photo that was just recognised', async () => {
    await register('A', [photos[0][0]]);
    const { photoId } = await recognise(photos[1][0]);
    await engine.handlers['registry.register']({ name: 'B', photos: [{ photoId }] });
    await rm(join(folder, 'cache'), { recursive: true });
    const [answer] = await engine.handlers['recognise.photos']({ photos: [{ photoId }] });
    expect(answer.product).toMatchObject({ name: 'B' });
  });

  const bundled = async () => (await readBackbone()).version;

  const models = async () => {
    const { db } = engine.session.project();
    const rows = await db.selectFrom('product_descriptors').select('model').distinct().execute();
    return rows.map(({ model }) => model);
  };

  it('keeps the gallery in memory and reads only what has changed', async () => {
    const project = engine.session.project();
    const a = await register('A', photos[0].slice(0, 2));
    const { version } = await engine.session.recogniser();
    const gallery = await loadGallery(project, version);
    const read = async () => (await loadGallery(project, version)).references;
    const [kept] = await read();
    await engine.handlers['photos.import']({ paths: [photos[2][0]], job: 'import' });
    expect((await read())[0]).toBe(kept);
    const b = await register('B', photos[1].slice(0, 1));
    expect(await read()).toHaveLength(3);
    expect((await read())[0]).toBe(kept);
    const { edit } = await rename(b.id, 'C');
    expect((await recognise(photos[1][0])).product?.name).toBe('C');
    await engine.handlers['products.setUndone']({ edit: edit!, undone: true });
    expect((await recognise(photos[1][0])).product?.name).toBe('B');
    await engine.handlers['registry.remove']({ id: b.id });
    expect((await read()).map(({ productId }) => productId)).toEqual([a.id, a.id]);
    await engine.handlers['registry.replacePhotos']({ id: a.id, photos: sources([photos[2][0]]) });
    expect((await recognise(photos[2][0])).product?.name).toBe('A');
    expect((await recognise(photos[2][0])).score).toBeCloseTo(1, 3);
    expect(await loadGallery(project, version)).toBe(gallery);
  });

  it('puts photos back that were replaced, though their files are gone', async () => {
    const copy = join(root, 'copy.jpg');
    await cp(photos[0][0], copy);
    const { id, references } = await register('A', [copy]);
    await engine.handlers['registry.replacePhotos']({ id, photos: sources([photos[1][0]]) });
    await rm(copy);
    const before = references.map(({ photoId }) => ({ photoId }));
    const back = await engine.handlers['registry.replacePhotos']({ id, photos: before });
    expect(back.references.map(({ photoId }) => ({ photoId }))).toEqual(before);
    expect((await recognise(photos[0][0])).score).toBeCloseTo(1, 3);
  });

  const firstDescriptor = async () => {
    const project = engine.session.project();
    const { version } = await engine.session.recogniser();
    const [first] = (await loadGallery(project, version)).references;
    return (await new DescriptorCache(project.db, version).read([first])).get(first.id)!;
  };

  it('embeds every product again with another model, removed ones too', async () => {
    await register('A', photos[0].slice(0, 3));
    const { id } = await register('B', photos[1].slice(0, 3));
    const before = await firstDescriptor();
    await engine.handlers['registry.remove']({ id });
    const runId = await otherModel(folder);
    expect(await engine.handlers['model.use']({ runId, job: 'use' })).toMatchObject({ modelRunId: runId });
    await engine.handlers['registry.restore']({ id });
    await expect.poll(models).toEqual([`${runId}+${await bundled()}`]);
    const after = await firstDescriptor();
    expect(after.embedding).not.toEqual(before.embedding);
    for (const i of [0, 1]) expect((await recognise(photos[i][0])).score).toBeCloseTo(1, 3);
    await engine.handlers['model.use']({ runId: null, job: 'use' });
    const again = await firstDescriptor();
    expect(again.embedding).toEqual(before.embedding);
  });

  it('keeps nothing of what it saw of a photo that is cropped meanwhile', async () => {
    const { references } = await register('A', [photos[0][0]]);
    const project = engine.session.project();
    const recogniser = await engine.session.recogniser();
    await project.db.deleteFrom('product_descriptors').execute();
    const cropping = {
      version: recogniser.version,
      async describe(files: Viewed[]) {
        const box = JSON.stringify({ left: 0, top: 0, width: 9, height: 9 });
        await project.db.updateTable('product_references').set({ box }).execute();
        return recogniser.describe(files);
      },
    };
    await reembed(project, cropping as unknown as Recogniser);
    expect(await models()).toEqual([]);
    await reembed(project, recogniser);
    expect(await models()).toEqual(references.map(() => recogniser.version));
  });

  it('heals a gallery whose studio died between two models', async () => {
    await register('A', [photos[0][0]]);
    await engine.session.project().settings.set('modelRunId', await otherModel(folder));
    await engine.close();
    await engine.handlers['project.open']({ folder });
    expect(await models()).toEqual([await bundled()]);
    expect((await recognise(photos[0][0])).score).toBeCloseTo(1, 3);
    await expect.poll(models).toEqual([`other+${await bundled()}`]);
  });

  it('keeps the old model where the new one cannot be read', async () => {
    await register('A', [photos[0][0]]);
    await expect(engine.handlers['model.use']({ runId: 'none', job: 'use' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await models()).toEqual([await bundled()]);
    expect((await recognise(photos[0][0])).score).toBeCloseTo(1, 3);
  });
});
