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
  const labelled = all.map((paths, label) => paths.map((path) => ({ path, label })));
  const held = labelled.map((own) => own.splice(own.length - Math.round(own.length * validationShare)));
  const validation = held.flat().length;
  const listed = [...labelled.flat(), ...held.flat()].slice(0, count);
  const pixels = await decodeBatch(listed.map(({ path }) => path));
  const photos = join(folder, 'photos.u8');
  await writeFile(photos, pixels);
  const paths = listed.map(({ path }) => path);
  const labels = listed.map(({ label }) => label);
  return { pixels, paths, validation, open: { call: 'open', photos, labels, classes: all.length } };
}
