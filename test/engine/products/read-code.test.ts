import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readCode } from '../../../electron/engine/products/read-code';
import { drawBarcode } from '../../support/fake-camera';

describe('bar codes in pictures', () => {
  it('are read straight, turned, small and a little blurred', async () => {
    for (const code of ['4901234567894', '49123456']) {
      const drawn = await drawBarcode(code);
      expect(await readCode(drawn)).toBe(code);
      const snapped = sharp(drawn).rotate(12, { background: '#ccc' }).blur(0.8).jpeg({ quality: 60 });
      expect(await readCode(await snapped.toBuffer())).toBe(code);
      const upright = await sharp(drawn).rotate(90).toBuffer();
      expect(await readCode(upright)).toBe(code);
    }
  });

  it('are not made up where there are none', async () => {
    const noise = { create: { width: 300, height: 200, channels: 3 as const, background: '#888' } };
    expect(await readCode(await sharp(noise).jpeg().toBuffer())).toBeNull();
    expect(await readCode(Buffer.from('no picture'))).toBeNull();
  });
});
