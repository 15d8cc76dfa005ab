import { StudioError } from '@shared/errors';
import type { Database } from '../../project/database';
import { apply, plan } from './change';
import { PhotoEdit, type PhotoState } from './photo-edit';

/** What was done to photos and classes, newest last, so that Ctrl+Z goes back over a restart. */

const kept = 200;

/** Changes photos alike, all of them or none; answers the edit to undo it by. */
export const changePhotos = (db: Database, ids: readonly string[], after: PhotoState): Promise<number> =>
  changing(db, async (tx) => ({ photos: await plan(tx, ids, after), classes: [] }));

/** Does an edit that `make` reads the need for, in one transaction. */
export function changing(db: Database, make: (tx: Database) => Promise<PhotoEdit>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const edit = await make(tx);
    await apply(tx, edit, 'after');
    return recordEdit(tx, edit);
  });
}

/** Keeps an edit that has been done; those that were undone can then not be done again, and the oldest go. */
export async function recordEdit(db: Database, edit: PhotoEdit): Promise<number> {
  await db.deleteFrom('photo_edits').where('undone', '=', 1).execute();
  const { id } = await db
    .insertInto('photo_edits')
    .values({ edited_at: new Date().toISOString(), edit: JSON.stringify(edit) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .deleteFrom('photo_edits')
    .where('id', '<=', id - kept)
    .execute();
  return id;
}

/** Undoes an edit, or does it again. Throws `not-found`, `name-taken`; then nothing has changed. */
export async function setUndone(db: Database, id: number, undone: boolean): Promise<PhotoEdit> {
  return db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('photo_edits').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new StudioError('not-found', 'This edit is not kept any more.');
    const edit = PhotoEdit.parse(JSON.parse(row.edit));
    if ((row.undone === 1) === undone) return edit;
    await apply(tx, edit, undone ? 'before' : 'after');
    await tx
      .updateTable('photo_edits')
      .set({ undone: undone ? 1 : 0 })
      .where('id', '=', id)
      .execute();
    return edit;
  });
}

export async function listEdits(db: Database): Promise<{ edit: number; undone: boolean; at: string }[]> {
  const rows = await db
    .selectFrom('photo_edits')
    .select(['id', 'undone', 'edited_at'])
    .orderBy('id')
    .execute();
  return rows.map(({ id, undone, edited_at }) => ({ edit: id, undone: undone === 1, at: edited_at }));
}
