import type { Handlers } from '@shared/contract';
import type { Split } from '@shared/domain';
import { createEngine, type Engine } from '../../electron/engine/engine';
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

/** A project of three real products, enough photos of them to train, and a few strangers, closed again. */
export async function fillSmallShop(folder: string): Promise<void> {
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder });
  for (const [className, paths] of spread([...(await productPhotos())], 3)) {
    const bring = (from: number, to: number, split: Split) =>
      handlers['photos.import']({ paths: paths.slice(from, to), className, split, job: 'import' });
    await bring(0, 8, 'val');
    await bring(8, 14, 'train');
    const photos = spread(paths, 4).map((path) => ({ path }));
    await handlers['registry.register']({ name: className, photos });
  }
  const paths = (await unknownPhotos()).slice(0, 8);
  await handlers['photos.import']({ paths, className: 'others', unknown: true, split: 'val', job: 'import' });
  await close();
}

/** A set of photos on which a model that is gone refused everything; the one in use was not tried yet. */
export async function keepSet({ handlers, session }: Engine): Promise<void> {
  const { photos } = await handlers['tune.scores']({ job: 'score' });
  const photoIds = photos.map(({ photoId }) => photoId);
  const { id } = await handlers['evaluations.create']({ name: 'Kept', photoIds });
  const scores = JSON.stringify(photos.map((photo) => ({ ...photo, score: 0 })));
  const result = {
    run_id: 'gone',
    backbone: null,
    made_at: '2026-01-01T00:00:00.000Z',
    threshold: 0.5,
    scores,
  };
  await session
    .project()
    .db.insertInto('evaluation_results')
    .values({ ...result, set_id: id })
    .execute();
}
