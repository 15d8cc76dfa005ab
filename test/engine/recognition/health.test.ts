import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { insertProduct } from '../../../electron/engine/recognition/registry';
import { noPhotos, productPhotos, unknownPhotos } from '../../support/photos';

describe.skipIf(noPhotos())('the products’ photos', () => {
  let root: string;
  let engine: Engine;
  let photos: { path: string }[][];
  const ids: number[] = [];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-health-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
    photos = [...(await productPhotos()).values()].map((paths) => paths.map((path) => ({ path })));
    for (const [i, given] of [photos[0].slice(0, 4), photos[0].slice(4, 8), photos[1].slice(0, 2)].entries())
      ids.push((await engine.handlers['registry.register']({ name: `P${i}`, photos: given })).id);
    await insertProduct(engine.session.project().db, { name: 'Listed' });
  });
  afterAll(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const health = () => engine.handlers['registry.health']({ job: 'health' });
  const [nothing, removed] = [{ references: [], edit: null }, { removed: true }];

  it('are found wanting where two products are one, and where there are few', async () => {
    const found = new Map((await health()).map((one) => [one.name, one]));
    expect(found.get('P0')).toMatchObject({ photos: 4, rival: { id: ids[1], name: 'P1' } });
    expect(found.get('P0')!.needs).toContain('difference');
    expect(found.get('P0')!.rival!.score).toBeGreaterThan(0.95);
    expect(found.get('P2')!.needs).toContain('more');
    expect(found.get('P2')!.needs).not.toContain('difference');
    expect(found.get('P0')!.spread).toBeGreaterThan(0);
    expect(found.get('Listed')).toMatchObject({ photos: 0, spread: null, rival: null, needs: ['more'] });
  });

  it('are told apart by the threshold of the product that they would be taken for', async () => {
    const needs = async (shifts: Record<string, number> | null) => {
      await engine.handlers['tune.setProductShifts']({ shifts });
      return (await health()).find(({ id }) => id === ids[0])!.needs;
    };
    expect(await needs({ [ids[1]]: 15 })).not.toContain('difference');
    expect(await needs({ [ids[0]]: 15 })).toContain('difference');
    expect(await needs(null)).toContain('difference');
  });

  it('are added, switched off, made lighter and taken out, each to be undone', async () => {
    const list = async () => (await engine.handlers['registry.list']({})).find(({ id }) => id === ids[2])!;
    const change = (id: number, changes: object) =>
      engine.handlers['registry.changeReferences']({ changes: [{ id, ...changes }] });
    const score = async () =>
      (
        await engine.handlers['recognise.photos']({ photos: [photos[1][0]], threshold: 0 })
      )[0].candidates.find(({ productId }) => productId === ids[2])?.score ?? 0;
    const added = await engine.handlers['registry.addPhotos']({
      id: ids[2],
      photos: [photos[1][0], { ...photos[1][3], angle: 'back' }],
    });
    expect(added.references.map(({ angle }) => angle)).toEqual([null, null, 'back']);
    const [first, second, third] = added.references;
    expect(await score()).toBeCloseTo(1, 3);
    await change(first.id, { weight: 0.5, angle: 'front' });
    expect(await score()).toBeLessThan(0.999);
    await change(first.id, { weight: 1, angle: null });
    await change(second.id, removed);
    await change(third.id, { active: false });
    expect((await list()).references.map(({ id, active }) => [id, active])).toEqual([
      [first.id, true],
      [third.id, false],
    ]);
    await change(first.id, { active: false });
    expect(await score()).toBe(0);
    for (const { id } of added.references) await change(id, { active: true, removed: false });
    expect((await list()).references).toEqual(added.references);
    expect(await score()).toBeCloseTo(1, 3);
    await expect(change(999_999, removed)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('grow by what was set right: at the product, or among what is no product', async () => {
    const [answer] = await engine.handlers['recognise.photos']({ photos: [photos[1][5]] });
    const teach = (photoId: string, productId: number | null) =>
      engine.handlers['recognise.teach']({ photoId, productId });
    const taught = await teach(answer.photoId, ids[2]);
    expect(taught.references).toHaveLength(1);
    expect(await teach(answer.photoId, ids[2])).toEqual(nothing);
    const [again] = await engine.handlers['recognise.photos']({ photos: [photos[1][5]] });
    expect(again).toMatchObject({ product: { id: ids[2] } });
    const [stranger] = await unknownPhotos();
    const [seen] = await engine.handlers['recognise.photos']({ photos: [{ path: stranger }] });
    const { edit } = await teach(seen.photoId, null);
    const classes = await engine.handlers['classes.list']({});
    expect(classes.find(({ kind }) => kind === 'unknown')?.count).toBe(1);
    const dataset = async () => (await engine.handlers['photos.list']({})).map(({ id }) => id);
    expect(await dataset()).toEqual([seen.photoId]);
    expect(await teach(seen.photoId, null)).toEqual(nothing);
    await engine.handlers['photos.setUndone']({ edit: edit!, undone: true });
    expect(await dataset()).toEqual([]);
  });

  it('of the dataset get another label when they show no product, which can be undone', async () => {
    const { handlers } = engine;
    const teachNone = (photoId: string) => handlers['recognise.teach']({ photoId, productId: null });
    const take = async (one: { path: string }, className?: string) => {
      await handlers['photos.import']({ paths: [one.path], className, job: 'import' });
      return (await handlers['recognise.photos']({ photos: [one] }))[0].photoId;
    };
    const labels = async () => {
      const names = new Map((await handlers['classes.list']({})).map(({ id, name }) => [id, name]));
      return new Map(
        (await handlers['photos.list']({})).map(({ id, classId }) => [
          id,
          classId === null ? null : names.get(classId),
        ]),
      );
    };
    const [cola, unlabelled, cup] = [
      await take(photos[2][0], 'Cola'),
      await take(photos[2][1]),
      await take(photos[2][2]),
    ];
    const cups = await handlers['classes.create']({ name: 'Cups', kind: 'unknown' });
    await handlers['photos.label']({ ids: [cup], classId: cups.id });
    const before = await labels();
    const taught = [await teachNone(cola), await teachNone(unlabelled)];
    expect(await teachNone(cup)).toEqual(nothing);
    expect(await labels()).toEqual(
      new Map([
        [cola, 'Unknown'],
        [unlabelled, 'Unknown'],
        [cup, 'Cups'],
      ]),
    );
    for (const { edit } of taught.reverse())
      await handlers['photos.setUndone']({ edit: edit!, undone: true });
    expect(await labels()).toEqual(before);
    expect(before.get(cola)).toBe('Cola');
  });

  it('that cannot be read teach nothing', async () => {
    const whole = await readFile(photos[2][3].path);
    const { photoId } = await engine.handlers['recognise.keep']({
      image: whole.subarray(0, whole.length / 2),
    });
    await expect(engine.handlers['recognise.teach']({ photoId, productId: null })).rejects.toMatchObject({
      code: 'photo-broken',
    });
  });

  it('of a product that is replaced are compared with the others, not with its own', async () => {
    const own = await engine.handlers['registry.lookalike']({ photos: [photos[1][0]], except: ids[2] });
    expect(own.lookalike).toBeNull();
    const other = await engine.handlers['registry.lookalike']({ photos: [photos[0][0]], except: ids[2] });
    expect(other.lookalike?.nearest.productId).toBe(ids[0]);
  });
});
