import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { recogniseItems } from '../../../electron/engine/recognition/recognise';
import { type Bottles, drawBottles } from '../../support/bottles';
import { noDetector } from '../../support/detector';

describe.skipIf(noDetector())('several products in a photo', () => {
  let root: string;
  let engine: Engine;
  let bottles: Bottles;
  let path: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-items-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
    bottles = await drawBottles(11);
    for (const [p, { name, photos }] of bottles.products.entries()) {
      const paths = photos.map((_, i) => join(root, `${p}-${i}.jpg`));
      await Promise.all(photos.map((photo, i) => writeFile(paths[i], photo)));
      await engine.handlers['registry.register']({ name, photos: paths.map((one) => ({ path: one })) });
    }
    path = join(root, 'together.jpg');
    await writeFile(path, bottles.together);
  });
  afterAll(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });
  const names = () => bottles.products.map(({ name }) => name);

  it('are each found and named, from left to right', async () => {
    const [{ found }] = await engine.handlers['recognise.photos']({ photos: [{ path }], items: true });
    expect(found).toMatchObject({ width: bottles.width, height: bottles.height });
    expect(found!.items.map(({ candidates }) => candidates[0].name)).toEqual(names());
    // Registered from whole photos, where much is around a bottle, they are known with less than one's own crop would give.
    found!.items.forEach(({ score }) => expect(score).toBeGreaterThan(0.6));
    found!.items.forEach(({ box }, i) => {
      const centre = box.left + box.width / 2;
      expect(Math.floor(centre / (bottles.width / 3))).toBe(i);
    });
  });

  it('are found upright in a photo that the camera turned', async () => {
    const turned = await sharp(bottles.together)
      .rotate(-90)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { items, ...size } = await recogniseItems(engine.session, turned);
    expect(size).toEqual({ width: bottles.width, height: bottles.height });
    expect(items.map(({ candidates }) => candidates[0].name)).toEqual(names());
  });

  it('are taught one by one', async () => {
    const { handlers } = engine;
    const [{ photoId, found }] = await handlers['recognise.photos']({ photos: [{ path }], items: true });
    const [, second] = found!.items;
    const kept = await handlers['recognise.keepItem']({ photoId, box: second.box });
    const [alone] = await handlers['recognise.photos']({ photos: [kept] });
    expect(alone.candidates[0].name).toBe(names()[1]);
    expect(alone.score).toBeCloseTo(second.score, 1);
    const outside = { left: 5000, top: 0, width: 10, height: 10 };
    await expect(handlers['recognise.keepItem']({ photoId, box: outside })).rejects.toMatchObject({
      code: 'photo-broken',
    });
  });

  it('are not looked for unless that is asked, and none are found where there are none', async () => {
    const [plain] = await engine.handlers['recognise.photos']({ photos: [{ path }] });
    expect(plain.found).toBeUndefined();
    const empty = join(root, 'empty.png');
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#999' } })
      .png()
      .toFile(empty);
    const [{ found, product }] = await engine.handlers['recognise.photos']({
      photos: [{ path: empty }],
      items: true,
    });
    expect(found).toEqual({ width: 300, height: 200, items: [] });
    expect(product).toBeNull();
  });
});
