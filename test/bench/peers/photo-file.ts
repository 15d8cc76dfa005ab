import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assetPath } from '../../../electron/engine/assets';
import { decodeBatch } from '../../../electron/engine/photos/decode';
import { productPhotos } from '../../support/photos';

/** The bundled weights, for speeds: what they have learned does not matter there. */
export const bundledWeights = assetPath('mobilenetv2.safetensors');

/**
 * Decodes `count` product photos into a file that peers read; returns what they are to be opened with, and the pixels.
 * The last `validation` photos are a share of each product's.
 */
export async function photoFile(folder: string, count: number, validationShare = 0) {
  const all = [...(await productPhotos()).values()];
  const shared = all.map((paths) => heldOut(paths, validationShare));
  const labelled = (of: 'train' | 'val') =>
    shared.flatMap((own, label) => own[of].map((path) => ({ path, label })));
  const validation = labelled('val').length;
  const listed = [...labelled('train'), ...labelled('val')].slice(0, count);
  const pixels = await decodeBatch(listed.map(({ path }) => path));
  const photos = join(folder, 'photos.u8');
  await writeFile(photos, pixels);
  const paths = listed.map(({ path }) => path);
  const labels = listed.map(({ label }) => label);
  return { pixels, paths, validation, open: { call: 'open', photos, labels, classes: all.length } };
}

/** A product's photos, the last of which are for validation. */
export function heldOut(paths: readonly string[], share: number): { train: string[]; val: string[] } {
  const held = paths.length - Math.round(paths.length * share);
  return { train: paths.slice(0, held), val: paths.slice(held) };
}
