import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { takenAt } from '../../../electron/engine/photos/exif-time';

/** The EXIF block of a photo that says when it was taken. */
async function exifOf(taken: string, fraction = ''): Promise<Buffer> {
  const photo = sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } });
  const tags = { DateTimeOriginal: taken, ...(fraction && { SubSecTimeOriginal: fraction }) };
  const jpeg = await photo.withExif({ IFD2: tags }).jpeg().toBuffer();
  return (await sharp(jpeg).metadata()).exif!;
}

describe('when a photo was taken', () => {
  it('is what its camera wrote, to the millisecond where it did', async () => {
    expect(takenAt(await exifOf('2026:05:01 10:20:30'))).toBe('2026-05-01T10:20:30');
    expect(takenAt(await exifOf('2026:05:01 10:20:30', '25'))).toBe('2026-05-01T10:20:30.250');
    expect(takenAt(await exifOf('2026:05:01 10:20:30', '123456'))).toBe('2026-05-01T10:20:30.123');
  });

  it('is not known where it is not written, or not so that it can be read', async () => {
    expect(takenAt(undefined)).toBeNull();
    expect(takenAt(await exifOf('0000:00:00 00:00:00'))).toBeNull();
    expect(takenAt(await exifOf('yesterday'))).toBeNull();
    const exif = await exifOf('2026:05:01 10:20:30');
    for (let length = 0; length < exif.length; length++) {
      const cut = takenAt(exif.subarray(0, length));
      expect(cut === null || cut === '2026-05-01T10:20:30').toBe(true);
    }
    for (let at = 0; at < exif.length; at++) {
      const wrong = Buffer.from(exif);
      wrong[at] ^= 0xff;
      expect(() => takenAt(wrong)).not.toThrow();
    }
  });
});
