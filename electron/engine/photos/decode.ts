import { basename } from 'node:path';
import type { Sharp } from 'sharp';
import type { Box, Size } from '@shared/box';
import { hasCode, StudioError } from '@shared/errors';
import { imageSize } from '../network/unit';
import { beginsAsPhoto } from './begins-as-photo';
import { sharp } from './sharp';

/** Larger photos are refused rather than let to fill the memory. */
const maxPixels = 200_000_000;

// Photos are read once, so a cache of decoded ones only costs memory.
sharp.cache(false);

// No other reader is reachable, whatever a file is named; SVG is left for charts of our own, which are no files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff', 'SvgBuffer'].map(
    (reader) => `VipsForeignLoad${reader}`,
  ),
});

/**
 * A photo, or what is in `box` of it, upright, in sRGB and without transparency (white shows through). Throws `photo-broken`
 * for bytes of another kind.
 */
export function openPhoto(photo: string | Buffer, box: Box | null = null): Sharp {
  if (typeof photo !== 'string' && !beginsAsPhoto(photo)) throw broken(photo, 'It is no photo.');
  const opened = sharp(photo, { limitInputPixels: maxPixels, failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .flatten({ background: '#ffffff' });
  return box ? opened.extract(box) : opened;
}

/** A photo's file and what of it is looked at; `null` for all. */
export interface PhotoFile {
  path: string;
  box: Box | null;
}

/** The same for one that may be no file. */
interface PhotoPart {
  photo: string | Buffer;
  box: Box;
}

/** A photo, whole or a part of it, as it is given to be described. */
export type Viewed = string | Buffer | PhotoFile | PhotoPart;

/**
 * Decodes a photo, or what is in `box` of it, for a network: RGB bytes [side, side, 3], stretched to fit, antialiased.
 * @throws StudioError `photo-broken` where it cannot be decoded; `detail` is the decoder's reason.
 */
export async function decodePixels(
  photo: string | Buffer,
  box: Box | null = null,
  side = imageSize,
): Promise<Uint8Array> {
  try {
    const { data, info } = await openPhoto(photo, box)
      .resize(side, side, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`It has ${info.channels} colour channels.`);
    // A copy: sharp's WebAssembly half answers in memory that it shares, which onnxruntime does not take.
    return new Uint8Array(data);
  } catch (error) {
    throw broken(photo, error);
  }
}

/** What a decoder's error says to a person. */
export function broken(photo: string | Buffer, error: unknown): StudioError {
  if (error instanceof StudioError) return error;
  return new StudioError(
    'photo-broken',
    `The photo${typeof photo === 'string' ? ` ${basename(photo)}` : ''} cannot be read. ` +
      'It may be damaged, too large, or of a kind that is not supported.',
    error instanceof Error ? error.message : String(error),
  );
}

/** For a photo among many: one that is broken does not stop the rest, and what else fails is no fault of the photo. */
export function nothingIfBroken(error: unknown): null {
  if (hasCode(error, 'photo-broken')) return null;
  throw error;
}

/** A photo's size as seen upright. Throws `photo-broken`. */
export async function sizeOf(photo: string | Buffer): Promise<Size> {
  const metadata = openPhoto(photo).metadata();
  const {
    width,
    height,
    orientation = 1,
  } = await metadata.catch((error: unknown) => {
    throw broken(photo, error);
  });
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** What is in `box` of a photo, upright, as a JPEG. Throws `photo-broken`. */
export async function cropPhoto(photo: string | Buffer, box: Box): Promise<Buffer> {
  try {
    return await openPhoto(photo, box).jpeg({ quality: 92 }).toBuffer();
  } catch (error) {
    throw broken(photo, error);
  }
}

/** The file ending that a picture's bytes should have, with its dot. Throws `photo-broken` where they are no picture. */
export async function photoExtension(photo: Uint8Array): Promise<string> {
  if (!beginsAsPhoto(photo)) throw new StudioError('photo-broken', 'This is no photo.');
  const { format } = await sharp(photo)
    .metadata()
    .catch((error: unknown) => {
      throw new StudioError('photo-broken', 'The picture cannot be read.', String(error));
    });
  return format === 'jpeg' ? '.jpg' : `.${format}`;
}

/** Decodes photos at once: RGB bytes [n, 224, 224, 3], in their order. Throws `photo-broken` for the first that fails. */
export async function decodeBatch(given: readonly Viewed[]): Promise<Uint8Array> {
  const photos = await Promise.all(
    given.map((viewed) =>
      typeof viewed === 'string' || Buffer.isBuffer(viewed)
        ? decodePixels(viewed)
        : decodePixels('photo' in viewed ? viewed.photo : viewed.path, viewed.box),
    ),
  );
  const pixels = new Uint8Array(photos.length * imageSize * imageSize * 3);
  photos.forEach((photo, i) => pixels.set(photo, i * photo.length));
  return pixels;
}
