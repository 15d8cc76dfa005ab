import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { iou } from '../support/iou';
import { detect, mainDetection } from '../../electron/engine/detector/detect';
import { emptyScenes } from '../support/empty-scenes';

const each = Number(process.env.RAMUNE_BENCH_EACH ?? 8);
const photos = process.env.RAMUNE_TEST_PHOTOS;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/**
 * Mean IoU of the detector's boxes with the true ones on the sample's products (0 where nothing is found), by the
 * package's shape; and on the photos in RAMUNE_TEST_PHOTOS how many have a box, and what one takes.
 */
export default async function detectBench() {
  const found = new Map<string, number[]>();
  for await (const { photo, box, shape } of emptyScenes(1, each)) {
    const one = mainDetection(await detect(photo, { width: 384, height: 512 }));
    found.set(shape, [...(found.get(shape) ?? []), one ? iou(one.box, box) : 0]);
  }
  return {
    sample: Object.fromEntries(
      [...found].map(([shape, values]) => [
        shape,
        { photos: values.length, found: values.filter((value) => value > 0.5).length, meanIou: mean(values) },
      ]),
    ),
    ...(photos && {
      iconic: await shareFound(join(photos, 'iconic')),
      products: await shareFound(join(photos, 'products')),
      notProducts: await shareFound(join(photos, 'not-products')),
    }),
  };
}

/** Of the photos in a folder: how many have a box, and how long one photo takes. */
async function shareFound(folder: string) {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.jpg'));
  const started = performance.now();
  let withBox = 0;
  for (const file of files) {
    const path = join(folder, file);
    const { width, height } = await sharp(path).metadata();
    if ((await detect(path, { width, height })).length) withBox++;
  }
  return { photos: files.length, withBox, milliseconds: (performance.now() - started) / files.length };
}
