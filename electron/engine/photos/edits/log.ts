import type { Emit } from '@shared/contract';
import { fewPhotos } from '@shared/domain';
import type { Database } from '../../project/database';
import { EditLog } from '../../project/edit-log';
import { apply, plan } from './change';
import { PhotoEdit, type PhotoState } from './photo-edit';

/** What was done to photos and classes. */
export const photoEdits = new EditLog('photo_edits', PhotoEdit);

/** An edit that was done: its id, to undo it by, and the photos it touched. */
export interface Done {
  edit: number;
  photos: string[];
}

/** Changes photos alike, all of them or none. */
export const changePhotos = (db: Database, ids: readonly string[], after: PhotoState): Promise<Done> =>
  changing(db, async (tx) => ({ photos: await plan(tx, ids, after), classes: [] }));

/** Does an edit that `make` reads the need for, in one transaction. */
export function changing(db: Database, make: (tx: Database) => Promise<PhotoEdit>): Promise<Done> {
  return db.transaction().execute(async (tx) => {
    const edit = await make(tx);
    await apply(tx, edit, 'after');
    return { edit: await photoEdits.record(tx, edit), photos: photosOf(edit) };
  });
}

export const photosOf = (edit: PhotoEdit): string[] => edit.photos.flatMap(({ ids }) => ids);

/** Says that photos, or only classes, changed, and which where they are few. */
export const announce = (emit: Emit, photos: string[]): void =>
  emit('project.changed', { what: 'photos', ...(photos.length <= fewPhotos && { photos }) });

/** Says so of an edit, and hands on what it is undone by. */
export const announcing =
  (emit: Emit) =>
  ({ edit, photos }: Done): { edit: number } => {
    announce(emit, photos);
    return { edit };
  };

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
