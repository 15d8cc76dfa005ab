import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The folder of real photos that tests use: RAMUNE_TEST_PHOTOS, or the one beside the repository. */
export const photoFolder =
  process.env.RAMUNE_TEST_PHOTOS ?? resolve(import.meta.dirname, '../../../shared/photos/grocery');

export const havePhotos = existsSync(photoFolder);

/** Pass to `describe.skipIf`; says so once where it skips. */
export function noPhotos(): boolean {
  // eslint-disable-next-line no-console
  if (!havePhotos) console.warn(`Skipped: no photos in ${photoFolder}; set RAMUNE_TEST_PHOTOS.`);
  return !havePhotos;
}

/** Paths of the product photos by class name, both sorted. */
export async function productPhotos(): Promise<Map<string, string[]>> {
  const root = join(photoFolder, 'products');
  const names = (await readdir(root)).sort();
  const list = async (name: string) =>
    (await readdir(join(root, name))).sort().map((f) => join(root, name, f));
  return new Map(await Promise.all(names.map(async (name) => [name, await list(name)] as const)));
}

/** Paths of the photos of other things, sorted. */
export async function unknownPhotos(): Promise<string[]> {
  const folder = join(photoFolder, 'not-products');
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}

/** `count` of the list, evenly over its order. */
export const spread = <T>(list: readonly T[], count: number): T[] =>
  Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]);
