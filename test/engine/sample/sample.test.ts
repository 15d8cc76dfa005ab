import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderSample, samplePhotoCount, sampleSpec, type SamplePhoto } from '../../../build/sample';

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
    const start = performance.now();
    photos = await first(1, Infinity);
    seconds = (performance.now() - start) / 1000;
  });

  test('comes within two minutes, as many photos as announced', () => {
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
});

test('the same seed gives the same bytes, another seed others', async () => {
  const [a, b, c] = [await first(7, 6), await first(7, 6), await first(8, 6)];
  expect(b).toEqual(a);
  for (const [i, photo] of c.entries()) expect(photo.jpeg.equals(a[i].jpeg)).toBe(false);
});
