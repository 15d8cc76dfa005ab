import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const drawings = 2000;
const atOnce = 200;

/** Writes small JPEGs into `folder`, one folder a class, each with a comment of its own, so that no two are the same photo. */
export async function makePhotos(folder: string, count: number, classes: number): Promise<void> {
  const drawn = await Promise.all(Array.from({ length: drawings }, (_, i) => draw(i)));
  for (let c = 0; c < classes; c++) await mkdir(join(folder, `product ${c}`), { recursive: true });
  for (let start = 0; start < count; start += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - start) }, (_, k) => {
        const i = start + k;
        const text = Buffer.from(`photo ${i}`);
        const comment = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
        const jpeg = drawn[i % drawn.length];
        const path = join(folder, `product ${i % classes}`, `photo ${i}.jpg`);
        return writeFile(path, Buffer.concat([jpeg.subarray(0, 2), comment, text, jpeg.subarray(2)]));
      }),
    );
}

/** One colour all over. */
function draw(i: number): Promise<Buffer> {
  const background = `hsl(${(i * 37) % 360}, ${20 + ((i * 7) % 80)}%, ${10 + ((i * 13) % 80)}%)`;
  return sharp({ create: { width: 96, height: 128, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
