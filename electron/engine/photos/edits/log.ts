import type { Database } from '../../project/database';
import { EditLog } from '../../project/edit-log';
import { apply, plan } from './change';
import { PhotoEdit, type PhotoState } from './photo-edit';

/** What was done to photos and classes. */
export const photoEdits = new EditLog('photo_edits', PhotoEdit);

/** Changes photos alike, all of them or none; answers the edit to undo it by. */
export const changePhotos = (db: Database, ids: readonly string[], after: PhotoState): Promise<number> =>
  changing(db, async (tx) => ({ photos: await plan(tx, ids, after), classes: [] }));

/** Does an edit that `make` reads the need for, in one transaction. */
export function changing(db: Database, make: (tx: Database) => Promise<PhotoEdit>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const edit = await make(tx);
    await apply(tx, edit, 'after');
    return photoEdits.record(tx, edit);
  });
}

/** Undoes an edit, or does it again. Throws `not-found`, `name-taken`; then nothing has changed. */
export async function setUndone(db: Database, id: number, undone: boolean): Promise<PhotoEdit> {
  return db.transaction().execute(async (tx) => {
    const found = await photoEdits.read(tx, id);
    if (found.undone === undone) return found.edit;
    await apply(tx, found.edit, undone ? 'before' : 'after');
    await photoEdits.markUndone(tx, id, undone);
    return found.edit;
  });
}
