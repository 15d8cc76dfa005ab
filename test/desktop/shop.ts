import type { Handlers } from '@shared/contract';
import { havePhotos, productPhotos, spread, unknownPhotos } from '../support/photos';

/** A project with registered products, photos to try them on, and strangers: real ones where there are photos. */
export async function fillShop(handlers: Handlers, folder: string): Promise<void> {
  if (!havePhotos) {
    await handlers['project.sample']({ folder, job: 'sample' });
    await handlers['registry.registerClasses']({ references: 1, job: 'register' });
    return;
  }
  await handlers['project.create']({ folder });
  for (const [className, paths] of [...(await productPhotos())].slice(0, 12)) {
    const photos = spread(paths, 3);
    const others = paths.filter((path) => !photos.includes(path)).slice(0, 12);
    await handlers['photos.import']({ paths: others, className, split: 'val', job: 'import' });
    await handlers['registry.register']({ name: className, photos: photos.map((path) => ({ path })) });
  }
  const paths = spread(await unknownPhotos(), 60);
  await handlers['photos.import']({ paths, className: 'others', unknown: true, job: 'import' });
}
