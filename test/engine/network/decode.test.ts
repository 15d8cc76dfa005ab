import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { imageSize } from '../../../electron/engine/network/unit';
import { decodePixels } from '../../../electron/engine/photos/decode';
import { noPhotos, productPhotos } from '../../support/photos';

const last = imageSize - 1;
const pixel = (data: Uint8Array, x: number, y: number) => [
  ...data.subarray((y * imageSize + x) * 3, (y * imageSize + x) * 3 + 3),
];

/** Left half red, right half blue. */
const twoColours = () =>
  sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } }).composite([
    {
      input: { create: { width: 100, height: 100, channels: 3, background: '#0000ff' } },
      left: 100,
      top: 0,
    },
  ]);

describe('decodePixels', () => {
  test('stretches to 224 × 224 and keeps left and right', async () => {
    const data = await decodePixels(await twoColours().png().toBuffer());
    expect(data.length).toBe(imageSize * imageSize * 3);
    expect(pixel(data, 0, 0)).toEqual([255, 0, 0]);
    expect(pixel(data, last, last)).toEqual([0, 0, 255]);
  });

  test('turns a photo upright as its EXIF orientation says', async () => {
    // Orientation 6: the stored left edge is the top edge.
    const photo = await twoColours().withMetadata({ orientation: 6 }).png().toBuffer();
    const data = await decodePixels(photo);
    expect(pixel(data, last, 0)).toEqual([255, 0, 0]);
    expect(pixel(data, 0, last)).toEqual([0, 0, 255]);
  });

  test('white shows through where a photo is transparent', async () => {
    const clear = { create: { width: 9, height: 9, channels: 4 as const, background: '#ff000000' } };
    expect(pixel(await decodePixels(await sharp(clear).png().toBuffer()), 5, 5)).toEqual([255, 255, 255]);
  });

  test.each(['b-w', 'rgb16', 'cmyk'] as const)('%s photos become 8-bit RGB', async (space) => {
    const grey = sharp({ create: { width: 9, height: 9, channels: 3, background: '#808080' } });
    const photo = await grey.toColourspace(space)[space === 'cmyk' ? 'jpeg' : 'png']().toBuffer();
    const data = await decodePixels(photo);
    expect(data.length).toBe(imageSize * imageSize * 3);
    pixel(data, 100, 100).forEach((value) =>
      expect(Math.abs(value - 128)).toBeLessThanOrEqual(space === 'cmyk' ? 16 : 2),
    );
  });

  test('fine detail is averaged, not skipped', async () => {
    const side = imageSize * 4;
    const stripes = Buffer.alloc(side * side * 3, 0).map((_, i) => (Math.floor(i / 3) % 2 ? 255 : 0));
    const photo = await sharp(stripes, { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toBuffer();
    const [value] = pixel(await decodePixels(photo), 100, 100);
    expect(Math.abs(value - 127.5)).toBeLessThanOrEqual(3);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('this is not a photo')],
  ])('%s is refused with the decoder’s reason', async (_, file) => {
    await expect(decodePixels(file)).rejects.toMatchObject({
      code: 'photo-broken',
      detail: expect.stringMatching(/./),
    });
  });

  test('a file that does not exist is refused', async () => {
    await expect(decodePixels('/no/such/photo.jpg')).rejects.toMatchObject({ code: 'photo-broken' });
  });

  test.skipIf(noPhotos())('a real photo cut off half way is refused', async () => {
    const [path] = (await productPhotos()).values().next().value!;
    const photo = await readFile(path);
    await expect(decodePixels(photo.subarray(0, photo.length / 2))).rejects.toMatchObject({
      code: 'photo-broken',
    });
    expect(await decodePixels(photo)).toEqual(await decodePixels(path));
  });
});
