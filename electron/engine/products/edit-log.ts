import { z } from 'zod';
import { StudioError } from '@shared/errors';
import { ProductFields } from '@shared/product';
import type { Database } from '../project/database';

/** What was edited, newest last, so that Ctrl+Z goes back over a restart. */

const Fields = ProductFields.extend({ name: z.string() }).partial();

/** One step: products that changed, in the order they did, then products that were added or taken out. */
const Edit = z.object({
  changes: z.array(z.object({ id: z.number(), before: Fields, after: Fields })),
  created: z.array(z.number()),
  removed: z.array(z.number()),
});
export type Edit = z.infer<typeof Edit>;
export type RecordedChange = Edit['changes'][number];

const kept = 200;

/** Keeps an edit; those that were undone can then not be done again, and the oldest go. */
export async function recordEdit(db: Database, edit: Edit): Promise<number> {
  await db.deleteFrom('product_edits').where('undone', '=', 1).execute();
  const { id } = await db
    .insertInto('product_edits')
    .values({ edited_at: new Date().toISOString(), edit: JSON.stringify(edit) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const newest = db.selectFrom('product_edits').select('id').orderBy('id', 'desc').limit(kept);
  await db.deleteFrom('product_edits').where('id', 'not in', newest).execute();
  return id;
}

/** Throws `not-found` for one that is not kept any more. */
export async function readEdit(db: Database, id: number): Promise<{ edit: Edit; undone: boolean }> {
  const row = await db.selectFrom('product_edits').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new StudioError('not-found', 'This edit is not kept any more.');
  return { edit: Edit.parse(JSON.parse(row.edit)), undone: row.undone === 1 };
}

export async function markUndone(db: Database, id: number, undone: boolean): Promise<void> {
  await db
    .updateTable('product_edits')
    .set({ undone: undone ? 1 : 0 })
    .where('id', '=', id)
    .execute();
}

export async function listEdits(db: Database): Promise<{ edit: number; undone: boolean; at: string }[]> {
  const rows = await db
    .selectFrom('product_edits')
    .select(['id', 'undone', 'edited_at'])
    .orderBy('id')
    .execute();
  return rows.map(({ id, undone, edited_at }) => ({ edit: id, undone: undone === 1, at: edited_at }));
}
