import { StudioError } from '@shared/errors';
import type { Product, ReferenceChange, ReferenceSource } from '@shared/domain';
import type { OpenProject } from '../project/open-project';
import type { Recogniser } from './recogniser';
import { reembed } from './reembed';
import { describePhotos, insertReferences, readProduct } from './registry';

/** Changes of single registered photos. */

/** Gives a product more photos; those it has already stay as they are. Throws `not-found`, `photo-broken`. */
export async function addReferences(
  project: OpenProject,
  recogniser: Recogniser,
  id: number,
  photos: readonly ReferenceSource[],
): Promise<Product> {
  const { references } = await readProduct(project.db, id);
  const known = new Set(references.map(({ photoId }) => photoId));
  const described = await describePhotos(project, recogniser, photos);
  const fresh = described.filter(({ photo }) => !known.has(photo.photo_id));
  await project.db.transaction().execute((db) => insertReferences(db, id, fresh, references.length));
  return readProduct(project.db, id);
}

/**
 * Says anew what registered photos show, what they count, and whether they are compared or there at all. All of them
 * change, or none. Throws `not-found`.
 */
export async function changeReferences(
  project: OpenProject,
  recogniser: Recogniser,
  changes: readonly ReferenceChange[],
): Promise<void> {
  await project.db.transaction().execute(async (db) => {
    for (const { id, angle, weight, active, removed } of changes) {
      const values = {
        ...(angle !== undefined && { angle }),
        ...(weight !== undefined && { weight }),
        ...(active !== undefined && { active: active ? (1 as const) : (0 as const) }),
        ...(removed !== undefined && { removed_at: removed ? new Date().toISOString() : null }),
      };
      const { numUpdatedRows } = await db
        .updateTable('product_references')
        .set(values)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!numUpdatedRows) throw new StudioError('not-found', 'This registered photo is not there any more.');
    }
  });
  // One that comes back may have missed a change of the model.
  if (changes.some(({ removed }) => removed === false)) await reembed(project, recogniser);
}
