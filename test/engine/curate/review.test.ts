import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../../shared/random';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { Job } from '../../../electron/engine/jobs';
import { nearestNeighbours } from '../../../electron/engine/photos/review/neighbours';
import { bundledRecogniser } from '../../../electron/engine/photos/review/rank-suspects';
import { noPhotos, productPhotos, spread } from '../../support/photos';
import { plantedFound } from '../../support/planted';

describe('the nearest neighbours', () => {
  it('are those of the plain sum over all pairs, without the photo itself', async () => {
    const random = new Random(1);
    const vectors = Array.from({ length: 20 }, () => {
      const vector = Float32Array.from({ length: 1280 }, () => random.normal());
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    });
    vectors.push(vectors[3]); // a copy
    const found = await nearestNeighbours(vectors, 5);
    for (const [i, { index, cosine }] of found.entries()) {
      const all = vectors.map((other, j) => ({
        j,
        cos: other.reduce((sum, value, k) => sum + value * vectors[i][k], 0),
      }));
      const expected = all
        .filter(({ j }) => j !== i)
        .sort((a, b) => b.cos - a.cos)
        .slice(0, 5);
      expect([...index]).toEqual(expected.map(({ j }) => j));
      expected.forEach(({ cos }, k) => expect(cosine[k]).toBeCloseTo(cos, 4));
    }
    expect(await nearestNeighbours(vectors.slice(0, 1), 5)).toHaveLength(1);
  });
});

describe.skipIf(noPhotos())('planted wrong labels', () => {
  it('are found in the first tenth of the list, four of five at least', async () => {
    const photos = [...(await productPhotos())].flatMap(([label, paths]) =>
      spread(paths, 10).map((path) => ({ path, label })),
    );
    const recogniser = await bundledRecogniser();
    const found = await plantedFound(recogniser, photos, [1, 2, 3], new Job('test', () => {}));
    await recogniser.release();
    for (const share of found) expect(share).toBeGreaterThanOrEqual(0.8);
  });
});

describe('a look over the photos', () => {
  let root: string;
  let engine: Engine;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-review-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  it('names what is wrong with each, and keeps like ones in one split', async () => {
    const random = new Random(5);
    const shapes = (seed: number) => {
      const own = new Random(seed);
      return Array.from(
        { length: 60 },
        () =>
          `<rect x="${own.below(300)}" y="${own.below(300)}" width="${20 + own.below(60)}" height="${20 + own.below(60)}" fill="hsl(${own.below(360)} 70% ${20 + own.below(60)}%)"/>`,
      ).join('');
    };
    const draw = (seed: number) =>
      sharp(
        Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320">${shapes(seed)}</svg>`),
      ).flatten({ background: '#999' });
    const put = async (name: string, photo: Sharp) =>
      writeFile(join(root, name), await photo.jpeg().toBuffer());
    await put('good.jpg', draw(1));
    await put('copy.jpg', draw(1).resize(300));
    await put('blurred.jpg', draw(2).blur(9));
    await put('dark.jpg', draw(3).linear(0.06, 0));
    await put('bright.jpg', draw(4).linear(0.1, 235));
    await put('tiny.jpg', draw(5).resize(60));
    for (const name of ['good', 'copy', 'blurred', 'dark', 'bright', 'tiny'])
      await engine.handlers['photos.import']({
        paths: [join(root, `${name}.jpg`)],
        className: 'Cola',
        split: random.below(2) ? 'train' : 'val',
        job: 'in',
      });
    const photos = await engine.handlers['photos.list']({});
    const named = new Map(photos.map(({ id, name }) => [id, name.replace('.jpg', '')]));
    const issues = await engine.handlers['photos.survey']({ job: 'survey' });
    const of = (issue: string) => issues.filter((one) => one.issue === issue).map(({ id }) => named.get(id));
    for (const issue of ['blurred', 'dark', 'bright', 'tiny']) expect(of(issue), issue).toContain(issue);
    for (const issue of ['dark', 'bright', 'tiny', 'blurred']) expect(of(issue), issue).not.toContain('good');
    // By name: `copy` comes before `good`.
    expect(of('duplicate')).toEqual(['good']);
    const drawn = await engine.handlers['photos.drawSplits']({
      shares: { train: 2, val: 1, test: 1 },
      job: 'draw',
    });
    expect(drawn.train + drawn.val + drawn.test).toBe(6);
    const after = await engine.handlers['photos.list']({});
    const splitOf = (name: string) => after.find((one) => one.name === `${name}.jpg`)?.split;
    expect(splitOf('good')).toBe(splitOf('copy'));
    expect(new Set(after.map(({ split }) => split))).toEqual(new Set(['train', 'val', 'test']));
    await engine.handlers['photos.setUndone']({ edit: drawn.edit, undone: true });
    expect(await engine.handlers['photos.list']({})).toEqual(photos);
  });
});
