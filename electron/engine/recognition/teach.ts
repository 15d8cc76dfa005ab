import type { Taught } from '@shared/domain';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { broken } from '../photos/decode';
import { plan } from '../photos/edits/change';
import { changing } from '../photos/edits/log';
import { importPhotos } from '../photos/import-photos';
import { pathOfPhoto } from '../photos/photo-paths';
import { classNamed, unknownName } from '../project/classes';
import type { Database } from '../project/database';
import type { OpenProject } from '../project/open-project';
import { describing } from './describing';
import { addReferences } from './references';
import { readProduct } from './registry';

/**
 * Sets right what a photo was taken for: it is registered for the product it shows, or with `null` becomes one of the
 * things that are no products, which tune the threshold. Answers what to take back to undo it.
 * @throws StudioError `not-found`, `photo-broken`
 */
export async function teach(context: Context, photoId: string, productId: number | null): Promise<Taught> {
  const project = context.project();
  if (productId === null) {
    const edit = await context.jobs.run(`teach-${photoId}`, (job) => teachNone(project, photoId, job));
    return { references: [], edit };
  }
  const before = new Set((await readProduct(project.db, productId)).references.map(({ id }) => id));
  const after = await describing(context, (open, model) =>
    addReferences(open, model, productId, [{ photoId }]),
  );
  return { references: after.references.map(({ id }) => id).filter((id) => !before.has(id)), edit: null };
}

/** Puts a photo among what is no product; `null` where it was there already. */
async function teachNone(project: OpenProject, photoId: string, job: Job): Promise<number | null> {
  const there = await project.db
    .selectFrom('photos')
    .leftJoin('classes', 'classes.id', 'photos.class_id')
    .select('classes.kind')
    .where('photos.id', '=', photoId)
    .where('photos.removed_at', 'is', null)
    .executeTakeFirst();
  // An import leaves the label of a photo that is there as it is.
  if (there) return there.kind === 'unknown' ? null : labelUnknown(project.db, photoId);
  const paths = [await pathOfPhoto(project, photoId)];
  const options = { paths, split: 'val' as const, unknown: true, className: null };
  const { edit, problems } = await importPhotos(project, options, job);
  for (const { path, detail } of problems) throw broken(path, detail);
  return edit;
}

async function labelUnknown(db: Database, photoId: string): Promise<number> {
  const { edit } = await changing(db, async (tx) => {
    const { row, made } = await classNamed(tx, unknownName, 'unknown');
    const photos = await plan(tx, [photoId], { class_id: row.id });
    return { photos, classes: made ? [{ before: null, after: row }] : [] };
  });
  return edit;
}
