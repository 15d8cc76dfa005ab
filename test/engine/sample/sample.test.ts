import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderSample, samplePhotoCount, sampleSpec, type SamplePhoto } from '../../../build/sample';
import { readBackbone } from '../../../electron/engine/network/backbone';
import { Embedder } from '../../../electron/engine/network/embedder';
import { embeddingSize, imageSize } from '../../../electron/engine/network/unit';
import { decodeWeights } from '../../../electron/engine/network/weights';
import { decodePixels } from '../../../electron/engine/photos/decode';
import { normalize } from '../../../electron/engine/recognition/gallery';

async function first(seed: number, count: number): Promise<SamplePhoto[]> {
  const photos: SamplePhoto[] = [];
  for await (const photo of renderSample(seed)) {
    photos.push(photo);
    if (photos.length === count) break;
  }
  return photos;
}

/** Photos by product. */
function byProduct(photos: readonly SamplePhoto[]): Map<string, SamplePhoto[]> {
  const groups = new Map<string, SamplePhoto[]>();
  for (const photo of photos)
    if (photo.product) groups.set(photo.product, [...(groups.get(photo.product) ?? []), photo]);
  return groups;
}

describe('the whole sample', () => {
  let photos: SamplePhoto[];
  let seconds: number;
  const of = (group: SamplePhoto['group']) => photos.filter((p) => p.group === group);

  beforeAll(async () => {
    // Time of the processor, not of the clock, which counts what else the machine does.
    const start = process.cpuUsage();
    photos = await first(1, Infinity);
    seconds = process.cpuUsage(start).user / 1e6;
  });

  test('has as many photos as announced, within two minutes of one processor', () => {
    expect(photos).toHaveLength(samplePhotoCount);
    expect(seconds).toBeLessThan(120);
  });

  test('has five products to train on, 40 photos to learn from and 10 to validate', () => {
    const groups = byProduct(of('train'));
    expect(groups.size).toBe(5);
    for (const mine of groups.values()) {
      expect(mine.filter((p) => p.split === 'train')).toHaveLength(40);
      expect(mine.filter((p) => p.split === 'val')).toHaveLength(10);
    }
  });

  test('keeps four other products back, as many photos of each', () => {
    const known = byProduct(of('train'));
    const groups = byProduct(of('new'));
    expect([...groups.values()].map((mine) => mine.length)).toEqual(Array(4).fill(sampleSpec.newPhotos));
    for (const name of groups.keys()) expect(known.has(name)).toBe(false);
  });

  test('has 60 scenes of no product', () => {
    expect(of('unknown')).toHaveLength(60);
    for (const { product, box } of of('unknown')) expect([product, box]).toEqual([null, null]);
  });

  test('names products and files so that they can be folders and files, none twice', () => {
    for (const { product, fileName } of photos) {
      expect(product ?? 'none').toMatch(/^[^/\\:*?"<>|.]+$/);
      expect(fileName).toMatch(/^[\w.-]+\.jpg$/);
    }
    const paths = photos.map((p) => [p.group, p.split, p.product, p.fileName].join('/'));
    expect(new Set(paths).size).toBe(photos.length);
  });

  test('every photo decodes and holds its product', async () => {
    for (const { jpeg, box } of photos) {
      const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
      expect(data.length).toBe(info.width * info.height * 3);
      if (!box) continue;
      const [x, y, w, h] = box;
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(info.width);
      expect(y + h).toBeLessThanOrEqual(info.height);
      expect(w * h).toBeGreaterThan(0.04 * info.width * info.height);
    }
  });

  test('is hard: without training at least a tenth of the photos goes to a wrong product, but not by chance', async () => {
    const share = await nearestWithoutTraining(photos);
    expect(share).toBeLessThan(0.9);
    expect(share).toBeGreaterThan(1.5 / 9);
  });
});

/** All nine products registered from four photos each, the rest compared by what the untrained network embeds. */
async function nearestWithoutTraining(photos: readonly SamplePhoto[]): Promise<number> {
  const shown = photos.filter((p) => p.product);
  const pixels = new Uint8Array(shown.length * imageSize * imageSize * 3);
  for (const [i, p] of shown.entries()) pixels.set(await decodePixels(p.jpeg), i * imageSize * imageSize * 3);
  const start = decodeWeights(
    await readFile(join(import.meta.dirname, '../../../build/backbone/start.safetensors')),
  );
  const embedder = await Embedder.create(start, await readBackbone());
  const { embeddings } = await embedder.embed(pixels);
  await embedder.release();
  const entries = shown.map(({ product }, i) => ({
    product: product!,
    embedding: normalize(embeddings.slice(i * embeddingSize, (i + 1) * embeddingSize)),
  }));
  const names = [...new Set(entries.map(({ product }) => product))];
  const references = names.flatMap((name) => entries.filter((e) => e.product === name).slice(0, 4));
  const queries = entries.filter((e) => !references.includes(e));
  const right = queries.filter((q) => nearest(q.embedding, references).product === q.product);
  return right.length / queries.length;
}

function nearest<T extends { embedding: Float32Array }>(query: Float32Array, references: readonly T[]): T {
  const scores = references.map(({ embedding }) => embedding.reduce((sum, x, i) => sum + x * query[i], 0));
  return references[scores.indexOf(Math.max(...scores))];
}

test('the same seed gives the same bytes, another seed others', async () => {
  const [a, b, c] = [await first(7, 6), await first(7, 6), await first(8, 6)];
  expect(b).toEqual(a);
  for (const [i, photo] of c.entries()) expect(photo.jpeg.equals(a[i].jpeg)).toBe(false);
});

/** Hashes of the first photos, drawn by another process. */
function drawElsewhere(seed: number): string[] {
  const root = resolve(import.meta.dirname, '../../..');
  const code = `
    import { createHash } from 'node:crypto';
    import { runnerImport } from 'vite';
    const options = { configFile: false, resolve: { alias: { '@shared': '${root}/shared' } } };
    const { module } = await runnerImport('./build/sample/index.ts', options);
    const out = [];
    for await (const { jpeg } of module.renderSample(${seed})) {
      out.push(createHash('sha256').update(jpeg).digest('hex'));
      if (out.length === 3) break;
    }
    console.log(out.join());`;
  const args = ['--input-type=module', '-e', code];
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).trim().split(',');
}

test('another process draws the same bytes: nothing kept in memory takes part', async () => {
  const here = (await first(7, 3)).map(({ jpeg }) => createHash('sha256').update(jpeg).digest('hex'));
  expect(drawElsewhere(7)).toEqual(here);
});
