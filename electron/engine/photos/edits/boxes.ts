import { sql } from 'kysely';
import { type Box, edgesOf, fitBox, isWhole } from '@shared/box';
import type { Context } from '../../context';
import type { Database } from '../../project/database';
import { describeMissing } from '../../recognition/describing';
import { plan } from './change';
import { changing, type Done } from './log';

/** Sets crop boxes, cut to their photos; a box around all of a photo is none. */
export function setBoxes(db: Database, boxes: readonly { id: string; box: Box | null }[]): Promise<Done> {
  return changing(db, async (tx) => {
    const photos = [];
    for (const { id, box } of boxes)
      photos.push(...(await plan(tx, [id], { box: await storedBox(tx, id, box) })));
    return { photos, classes: [] };
  });
}

async function storedBox(db: Database, id: string, box: Box | null): Promise<string | null> {
  const photo = await db
    .selectFrom('photos')
    .select(['width', 'height'])
    .where('id', '=', id)
    .executeTakeFirst();
  const cut = box && photo && fitBox(edgesOf(box), photo);
  return cut && !isWhole(cut, photo) ? JSON.stringify(cut) : null;
}

/** References of products are described by the same box as their photo; those that are not yet are described anew. */
export async function describeReferences(context: Context, photoIds: readonly string[]): Promise<void> {
  const project = context.project();
  let stale = false;
  for (const id of photoIds) {
    // In one step: what the old box showed must not be read as the new one's.
    const changed = await project.db.transaction().execute((tx) => followBox(tx, id));
    stale ||= changed > 0;
  }
  if (!stale) return;
  await describeMissing(context);
  context.emit('project.changed', { what: 'registry' });
}

/** Gives the references of a photo its box and takes away what described them; answers how many had another. */
async function followBox(db: Database, id: string): Promise<number> {
  const changed = await db
    .updateTable('product_references')
    .set({ box: (q) => q.selectFrom('photos').select('box').where('id', '=', id) })
    .where('photo_id', '=', id)
    .where(sql<boolean>`box IS NOT (SELECT box FROM photos WHERE id = ${id})`)
    .returning('id')
    .execute();
  const ids = changed.map((row) => row.id);
  if (ids.length) await db.deleteFrom('product_descriptors').where('reference_id', 'in', ids).execute();
  return ids.length;
}
