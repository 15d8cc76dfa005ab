import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { beginsAsPhoto } from '../../../electron/engine/photos/begins-as-photo';
import { endingOf } from '../../../electron/engine/photos/photo-files';

const red = { create: { width: 8, height: 8, channels: 3 as const, background: '#f00' } };

describe('bytes that begin as a photo', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('are those of %s', async (format) => {
    expect(beginsAsPhoto(await sharp(red).toFormat(format).toBuffer())).toBe(true);
  });

  it.each(['<svg xmlns="http://www.w3.org/2000/svg"/>', '<?xml version="1.0"?><svg/>', '%PDF-1.7', 'BM', ''])(
    'are not those of %j',
    (text) => expect(beginsAsPhoto(Buffer.from(text))).toBe(false),
  );
});

describe('the ending that a photo keeps', () => {
  it.each([
    ['a/b.JPG', '.jpg'],
    ['a.b/photo', ''],
    ['午後の紅茶1.5リットル', ''],
    ['x.thumbnail', ''],
  ])('of %s is %j', (path, ending) => expect(endingOf(path)).toBe(ending));
});
