import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { insertProduct } from '../../../electron/engine/recognition/registry';
import { noPhotos, productPhotos } from '../../support/photos';

describe.skipIf(noPhotos())('a product that is too much like another', () => {
  let root: string;
  let engine: Engine;
  let photos: { path: string }[][];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-lookalike-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
    photos = [...(await productPhotos()).values()].map((paths) => paths.map((path) => ({ path })));
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const lookalike = async (given: { path: string }[]) =>
    (await engine.handlers['registry.lookalike']({ photos: given })).lookalike;

  it('is told by the photo and the reference that are nearest, from the threshold on', async () => {
    expect(await lookalike(photos[0].slice(0, 1))).toBeNull();
    const { id, references } = await engine.handlers['registry.register']({
      name: 'A',
      photos: photos[0].slice(0, 2),
    });
    await engine.handlers['tune.setThreshold']({ threshold: 0.99 });
    const found = await lookalike([photos[1][0], photos[0][1]]);
    expect(found).toMatchObject({ photoId: references[1].photoId });
    expect(found?.nearest).toMatchObject({ productId: id, name: 'A', photoId: references[1].photoId });
    expect(await lookalike([photos[1][0]])).toBeNull();
    await engine.handlers['tune.setThreshold']({ threshold: -1 });
    expect(await lookalike([photos[1][0]])).not.toBeNull();
  });

  it('gives a product from a list its first photos', async () => {
    const { db } = engine.session.project();
    const id = await insertProduct(db, { name: 'Listed', maker: 'M' });
    const [listed] = await engine.handlers['registry.list']({});
    expect(listed).toMatchObject({ id, references: [] });
    const registered = await engine.handlers['registry.register']({
      name: 'listed',
      photos: photos[0].slice(0, 2),
    });
    expect(registered).toMatchObject({ id, name: 'Listed', maker: 'M' });
    expect(registered.references).toHaveLength(2);
    const again = engine.handlers['registry.register']({ name: 'Listed', photos: photos[1].slice(0, 1) });
    await expect(again).rejects.toMatchObject({ code: 'name-taken' });
  });
});
