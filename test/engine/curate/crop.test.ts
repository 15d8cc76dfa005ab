import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { iou } from '../../support/iou';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { decodePixels } from '../../../electron/engine/photos/decode';
import { emptyScenes, type Pair } from '../../support/empty-scenes';

describe('crop boxes', () => {
  let root: string;
  let engine: Engine;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-crop-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });
  const load = async (...files: Buffer[]) => {
    const paths = await Promise.all(
      files.map(async (file, i) => {
        const path = join(root, `${i}-${Math.random()}.jpg`);
        await writeFile(path, file);
        return path;
      }),
    );
    for (const path of paths)
      await engine.handlers['photos.import']({ paths: [path], className: 'Cola', job: 'in' });
    const photos = await engine.handlers['photos.list']({});
    return paths.map((path) => photos.find(({ name }) => path.endsWith(name))!.id);
  };

  it('are found against the empty scene in other light: mean IoU at least 0.8', async () => {
    const values: number[] = [];
    // Another seed than the one that the numbers of the method were chosen with.
    for await (const { photo, empty, box } of emptyScenes(2, 2)) {
      const [id, emptyId] = await load(photo, empty);
      const [found] = await engine.handlers['photos.suggestBoxes']({
        ids: [id],
        empty: emptyId,
        job: 'crop',
      });
      values.push(found.box ? iou(found.box, box) : 0);
    }
    expect(values).toHaveLength(10);
    expect(values.reduce((a, b) => a + b, 0) / values.length).toBeGreaterThan(0.8);
  });

  it('are not found where nothing is new', async () => {
    const { value: pair } = (await emptyScenes(3, 1).next()) as { value: Pair };
    const darker = await sharp(pair.empty).linear(0.8, 4).jpeg().toBuffer();
    const [id, emptyId] = await load(darker, pair.empty);
    const [found] = await engine.handlers['photos.suggestBoxes']({ ids: [id], empty: emptyId, job: 'crop' });
    expect(found.box).toBeNull();
  });

  it('are what the network sees, upright', async () => {
    // Left half red, right half blue, turned by the camera.
    const half = { create: { width: 40, height: 60, channels: 3, background: '#f00' } } as const;
    const upright = await sharp({ create: { ...half.create, width: 80, background: '#00f' } })
      .composite([{ input: await sharp(half).png().toBuffer(), left: 0, top: 0 }])
      .png()
      .toBuffer();
    const turned = await sharp(upright).rotate(-90).withMetadata({ orientation: 6 }).png().toBuffer();
    const seen = await decodePixels(turned, { left: 0, top: 0, width: 40, height: 60 });
    const colours = new Set(
      Array.from({ length: seen.length / 3 }, (_, i) => seen.subarray(3 * i, 3 * i + 3).join()),
    );
    expect([...colours]).toEqual(['255,0,0']);
  });

  it('describe registered photos, anew when they change and again when that is undone', async () => {
    const { value: pair } = (await emptyScenes(4, 1).next()) as { value: Pair };
    const [id] = await load(pair.photo);
    await engine.handlers['registry.register']({ name: 'Cola', photos: [{ photoId: id }] });
    const references = () =>
      engine.session
        .project()
        .db.selectFrom('product_references as reference')
        .innerJoin('product_descriptors as descriptor', 'descriptor.reference_id', 'reference.id')
        .select(['reference.box', 'descriptor.embedding'])
        .orderBy('reference.id')
        .execute();
    const described = async (i = 0) => Buffer.from((await references())[i].embedding).toString('hex');
    // The gallery is in memory from here on, and must follow.
    const likeness = async () =>
      (await engine.handlers['recognise.photos']({ photos: [{ photoId: id }], threshold: 0 }))[0].score;
    const likenessOfWhole = await likeness();
    const whole = await described();
    const { edit } = await engine.handlers['photos.setBoxes']({ boxes: [{ id, box: pair.box }] });
    expect((await references()).map(({ box }) => JSON.parse(box!))).toEqual([pair.box]);
    const cropped = await described();
    expect(cropped).not.toBe(whole);
    expect(await likeness()).toBeLessThan(likenessOfWhole);
    await engine.handlers['photos.setUndone']({ edit, undone: true });
    expect(await described()).toBe(whole);
    expect(await likeness()).toBeCloseTo(likenessOfWhole, 5);
    await engine.handlers['photos.setUndone']({ edit, undone: false });
    await engine.handlers['registry.register']({ name: 'Again', photos: [{ photoId: id }] });
    expect(await described(1)).toBe(cropped);
  });
});
