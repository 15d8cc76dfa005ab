import type { Taught } from '@shared/domain';
import type { Context } from '../context';
import { importPhotos } from '../photos/import-photos';
import { pathOfPhoto } from '../photos/photo-paths';
import { describing } from './describing';
import { addReferences } from './references';
import { readProduct } from './registry';

/**
 * Sets right what a photo was taken for: it is registered for the product it shows, or with `null` becomes one of the
 * things that are no products, which tune the threshold. Answers what to take out to undo it.
 * @throws StudioError `not-found`, `photo-broken`
 */
export async function teach(context: Context, photoId: string, productId: number | null): Promise<Taught> {
  const project = context.project();
  if (productId === null) {
    const paths = [await pathOfPhoto(project, photoId)];
    const options = { paths, split: 'val' as const, unknown: true, className: null };
    const { imported } = await context.jobs.run(`teach-${photoId}`, (job) =>
      importPhotos(project, options, job),
    );
    return { references: [], photos: imported ? [photoId] : [] };
  }
  const before = new Set((await readProduct(project.db, productId)).references.map(({ id }) => id));
  const after = await describing(context, (open, model) =>
    addReferences(open, model, productId, [{ photoId }]),
  );
  return { references: after.references.map(({ id }) => id).filter((id) => !before.has(id)), photos: [] };
}
