import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tfjs from '@tensorflow/tfjs';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { modelFolder } from '../../../build/lib/detector.mjs';
import { detect, mainDetection } from '../../../electron/engine/detector/detect';
import { detectorSide, packaging } from '../../../electron/engine/detector/packaging';
import { edgesOf } from '../../../shared/box';
import { iou } from '../../support/iou';
import { noDetector } from '../../support/detector';
import { emptyScenes, type Pair } from '../../support/empty-scenes';
import { noPhotos, photoFolder, spread, unknownPhotos } from '../../support/photos';

const size = { width: 384, height: 512 };

describe('without the detector', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says so', async () => {
    vi.stubEnv('RAMUNE_DETECTOR', '/no/such/detector.onnx');
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await expect(detect(photo, { width: 8, height: 8 })).rejects.toMatchObject({ code: 'no-detector' });
  });
});

describe.skipIf(noDetector())('the detector', () => {
  it('finds the bottles of the sample project: mean IoU at least 0.75', async () => {
    const bottles: number[] = [];
    for await (const { photo, box } of bottlesOf(5, 6)) {
      const found = mainDetection(await detect(photo, size));
      bottles.push(found ? iou(found.box, box) : 0);
    }
    expect(bottles).toHaveLength(12);
    expect(bottles.reduce((a, b) => a + b, 0) / bottles.length).toBeGreaterThan(0.75);
  });

  it('finds each of three bottles side by side once', async () => {
    const photos: Pair[] = [];
    for await (const pair of bottlesOf(6, 2)) photos.push(pair);
    const three = await Promise.all(
      photos.slice(0, 3).map(async ({ photo, box }, i) => ({
        input: await sharp(photo).extract(around(box)).resize(200, 400, { fit: 'fill' }).toBuffer(),
        left: 40 + i * 260,
        top: 60,
      })),
    );
    const [width, height] = [820, 520];
    const photo = await sharp({ create: { width, height, channels: 3, background: '#c8c4bc' } })
      .composite(three)
      .jpeg()
      .toBuffer();
    const found = await detect(photo, { width, height });
    const centres = found.map(({ box }) => box.left + box.width / 2).sort((a, b) => a - b);
    expect(centres).toHaveLength(3);
    centres.forEach((centre, i) => expect(Math.abs(centre - (140 + i * 260))).toBeLessThan(30));
  });

  it('answers what TensorFlow.js answers', async () => {
    const { value } = (await bottlesOf(7, 1).next()) as { value: Pair };
    const pixels = await sharp(value.photo)
      .resize(detectorSide, detectorSide, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer();
    const theirs = await theirBest(pixels);
    const ours = (await detect(value.photo, { width: 1000, height: 1000 }))[0];
    expect(ours.kind).toBe(theirs.kind);
    expect(Math.abs(ours.score - theirs.score)).toBeLessThan(0.01);
    const { top, left, bottom, right } = edgesOf(ours.box);
    [top, left, bottom, right].forEach((edge, i) =>
      expect(Math.abs(edge / 1000 - theirs.box[i])).toBeLessThan(0.005),
    );
  });
});

describe.skipIf(noDetector() || noPhotos())('the detector on real photos', () => {
  it('finds bottles on clean photos, and next to none among fruit and vegetables', async () => {
    const bottle = join(photoFolder, 'iconic/Alpro-Fresh-Soy-Milk_Iconic.jpg');
    const { width, height } = await sharp(bottle).metadata();
    const [found] = await detect(bottle, { width, height });
    expect(found.kind).toBe('bottle');
    expect(found.score).toBeGreaterThan(0.8);
    expect(found.box.height / height).toBeGreaterThan(0.9);
    const others = spread(await unknownPhotos(), 40);
    const wrong = await Promise.all(others.map(async (path) => (await detect(path, size)).length > 0));
    expect(wrong.filter(Boolean).length).toBeLessThanOrEqual(4);
  });
});

/** The sample's two bottles, `each` photos a product. */
async function* bottlesOf(seed: number, each: number): AsyncGenerator<Pair> {
  let left = 2 * each;
  for await (const pair of emptyScenes(seed, each)) {
    yield pair;
    if (--left === 0) return;
  }
}

const around = ({ left, top, width, height }: Pair['box']) => ({ left, top, width, height });

/** The best box of the model as it was fetched, run by TensorFlow.js. */
async function theirBest(pixels: Uint8Array) {
  await tfjs.setBackend('cpu');
  const { modelTopology, weightsManifest } = JSON.parse(
    await readFile(join(modelFolder, 'model.json'), 'utf8'),
  ) as { modelTopology: object; weightsManifest: tfjs.io.WeightsManifestConfig };
  const [{ paths, weights }] = weightsManifest;
  const shards = await Promise.all(paths.map((path) => readFile(join(modelFolder, path))));
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  const model = await tfjs.loadGraphModel(
    tfjs.io.fromMemory({ modelTopology, weightSpecs: weights, weightData }),
  );
  const image = tfjs.tensor4d(Int32Array.from(pixels), [1, detectorSide, detectorSide, 3], 'int32');
  const [scores, boxes] = (await model.executeAsync(image)) as tfjs.Tensor[];
  const [likely, edges] = [await scores.data(), await boxes.data()];
  let best = { score: 0, place: 0, kind: '' };
  for (let place = 0; place < edges.length / 4; place++)
    for (const { kind, coco } of packaging) {
      // Theirs are without the background, which is COCO's number 0.
      const score = likely[place * 90 + coco - 1];
      if (score > best.score) best = { score, place, kind };
    }
  return { ...best, box: Array.from(edges.subarray(4 * best.place, 4 * best.place + 4)) };
}
