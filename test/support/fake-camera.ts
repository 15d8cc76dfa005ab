import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

const [width, height] = [960, 720];
/** At 30 a second. */
const framesEach = 10;

/** A bar code as a picture with its quiet zone. */
export async function drawBarcode(code: string, scale = 3): Promise<Buffer> {
  const require = createRequire(import.meta.url);
  const wasm = await readFile(require.resolve('zxing-wasm/writer/zxing_writer.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const { svg } = await writeBarcode(code, { format: code.length === 8 ? 'EAN-8' : 'EAN-13', scale });
  return sharp(Buffer.from(svg))
    .flatten({ background: '#fff' })
    .extend({ top: 20, bottom: 20, left: 40, right: 40, background: '#fff' })
    .png()
    .toBuffer();
}

/**
 * Writes a video for Chromium's fake camera: a photo and a bar code beside it, in light that changes a little, so that
 * its pictures are different files. Answers the switches that make a studio use it.
 */
export async function fakeCamera(path: string, photo: string, code: string): Promise<string[]> {
  const barcode = await sharp(await drawBarcode(code))
    .resize({ width: 400 })
    .toBuffer();
  const frames: Buffer[] = [];
  for (const brightness of [1, 0.94, 1.06, 0.9]) {
    const turned = sharp(photo).autoOrient().modulate({ brightness });
    const side = await turned.resize(500, height, { fit: 'cover' }).toBuffer();
    const frame = await sharp({ create: { width, height, channels: 3, background: '#b9c4c8' } })
      .composite([
        { input: side, left: 0, top: 0 },
        { input: barcode, left: 530, top: 240 },
      ])
      .jpeg({ quality: 92, chromaSubsampling: '4:2:0' })
      .toBuffer();
    frames.push(...new Array<Buffer>(framesEach).fill(frame));
  }
  await writeFile(path, Buffer.concat(frames));
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${path}`];
}
