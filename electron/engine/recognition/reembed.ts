import type { Job } from '../jobs';
import { boxOfRow } from '../photos/photo-paths';
import { embeddingFolder } from '../photos/review/embed-dataset';
import { forgetCaches } from '../photos/photo-cache';
import type { OpenProject } from '../project/open-project';
import { backboneOf } from './recogniser';
import { describeReadable } from './describe-readable';
import { insertDescriptor } from './descriptors';
import type { Recogniser } from './recogniser';

/** Photos described and written in one step; what is done stays when the rest is cancelled or cut off. */
const atOnce = 32;

/**
 * Describes every reference that the recogniser's model has not described; the descriptors of other models stay. One whose
 * photo cannot be read is left out. Ends early where `closing` is aborted; throws `cancelled` where `job` is.
 */
export async function reembed(
  project: OpenProject,
  recogniser: Recogniser,
  { job, closing }: { job?: Job; closing?: AbortSignal } = {},
): Promise<void> {
  const { db, files } = project;
  const missing = await db
    .selectFrom('product_references as reference')
    .leftJoin('product_descriptors as descriptor', (join) =>
      join
        .onRef('descriptor.reference_id', '=', 'reference.id')
        .on('descriptor.model', '=', recogniser.version),
    )
    .where('descriptor.id', 'is', null)
    .where('reference.removed_at', 'is', null)
    .select(['reference.id', 'reference.photo_id', 'reference.extension', 'reference.box'])
    .execute();
  for (let start = 0; start < missing.length && !closing?.aborted; start += atOnce) {
    job?.throwIfCancelled();
    const batch = missing.slice(start, start + atOnce);
    const photos = batch.map((row) => ({
      path: files.pathOf({ id: row.photo_id, extension: row.extension }),
      box: boxOfRow(row),
    }));
    const descriptors = await describeReadable(recogniser, photos);
    await db.transaction().execute(async (tx) => {
      const there = await tx
        .selectFrom('product_references')
        .select(['id', 'box'])
        .where(
          'id',
          'in',
          batch.map(({ id }) => id),
        )
        .execute();
      const boxes = new Map(there.map(({ id, box }) => [id, box]));
      // One that was removed or cropped meanwhile is as it was not seen.
      for (const [i, { id, box }] of batch.entries()) {
        const descriptor = descriptors[i];
        if (descriptor && boxes.get(id) === box)
          await insertDescriptor(tx, id, recogniser.version, descriptor);
      }
    });
    job?.report(start + batch.length, missing.length);
  }
}

/**
 * Takes away what other models made of the references, of all of them or of `only` one, as jobs may still compare with
 * what a third one made; and of the photos, but for the model's backbone, which is only a cache.
 */
export async function forgetOtherModels(
  { db, paths }: OpenProject,
  model: string,
  only?: string,
): Promise<void> {
  await db
    .deleteFrom('product_descriptors')
    .where('model', '!=', model)
    .$if(only !== undefined, (query) => query.where('model', '=', only!))
    .execute();
  await forgetCaches(embeddingFolder(paths), [model, backboneOf(model)]);
}
