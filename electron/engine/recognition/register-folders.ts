import type { Product } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { foldName } from '../project/clean-name';
import { photosByProduct } from './folders';
import { listProducts, registerProduct, replacePhotos } from './registry';

/**
 * Registers a product for each sub-folder of one folder, from its first `count` photos by name. A product that is
 * registered already gets these photos instead, so that a run that was cut off can simply be repeated.
 */
export async function registerFolders(
  context: Context,
  folders: readonly string[],
  count: number,
  job: Job,
): Promise<Product[]> {
  if (folders.length !== 1)
    throw new StudioError(
      'bad-request',
      'Give one folder of sub-folders, or --name and the photos of one product.',
    );
  const recogniser = await context.recogniser();
  const byProduct = await photosByProduct(folders[0]);
  const registered = new Map(
    (await listProducts(context.project().db)).map((one) => [foldName(one.name), one.id]),
  );
  const products: Product[] = [];
  for (const [name, paths] of byProduct) {
    job.throwIfCancelled();
    const photos = paths.slice(0, count).map((path) => ({ path }));
    const id = registered.get(foldName(name));
    products.push(
      id === undefined
        ? await registerProduct(context.project(), recogniser, name, photos)
        : await replacePhotos(context.project(), recogniser, id, photos),
    );
    job.report(products.length, byProduct.size, name);
  }
  context.emit('project.changed', { what: 'registry' });
  return products;
}
