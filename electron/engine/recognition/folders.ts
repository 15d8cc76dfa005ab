import { stat } from 'node:fs/promises';
import { StudioError } from '@shared/errors';
import { findPhotos } from '../photos/find-photos';
import type { FoundPhoto } from '../photos/formats/dataset';

/** Photos below a folder. Throws `not-found` where there is no such folder, `no-photos` where it has none. */
export async function photosIn(folder: string): Promise<FoundPhoto[]> {
  const info = await stat(folder).catch(() => null);
  if (!info?.isDirectory()) throw new StudioError('not-found', `There is no folder ${folder}.`, folder);
  const photos = await findPhotos([folder]);
  if (!photos.length) throw new StudioError('no-photos', `There are no photos in ${folder}.`, folder);
  return photos;
}

/** Photos of the sub-folders, by sub-folder, in order of their names. */
export async function photosByProduct(folder: string): Promise<Map<string, string[]>> {
  const byProduct = new Map<string, string[]>();
  for (const { className, path } of await photosIn(folder))
    if (className !== null) byProduct.set(className, [...(byProduct.get(className) ?? []), path]);
  if (!byProduct.size)
    throw new StudioError('no-photos', `${folder} needs a sub-folder of photos for each product.`, folder);
  return byProduct;
}
