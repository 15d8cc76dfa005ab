import { randomUUID } from 'node:crypto';
import { StudioError } from '@shared/errors';
import type { Database } from '../../project/database';
import { inParts } from '../../project/in-parts';
import { PhotoChanges } from './photo-changes';
import type { ClassRow, PhotoEdit, PhotoState } from './photo-edit';

/** Reads what photos are now and says how they will differ; those that are so already are left out. */
export async function plan(
  db: Database,
  ids: readonly string[],
  after: PhotoState,
): Promise<PhotoEdit['photos']> {
  const columns = Object.keys(after) as (keyof PhotoState)[];
  const changes = new PhotoChanges();
  for (const some of inParts(ids)) {
    const rows = await db
      .selectFrom('photos')
      .select(['id', ...columns])
      .where('id', 'in', some)
      .execute();
    for (const { id, ...before } of rows)
      if (columns.some((column) => before[column] !== after[column])) changes.add(id, before, after);
  }
  return changes.list();
}

/** Brings photos and classes to how an edit leaves them, or found them. Throws `name-taken`. */
export async function apply(db: Database, edit: PhotoEdit, to: 'before' | 'after'): Promise<void> {
  const from = to === 'after' ? 'before' : 'after';
  // First names are given up, since one class may take another's.
  for (const { [from]: row, [to]: next } of edit.classes) if (row) await giveUpName(db, row.id, next);
  for (const { [to]: row } of edit.classes) if (row) await putClass(db, row);
  for (const { ids, [to]: state } of edit.photos)
    for (const some of inParts(ids))
      await db.updateTable('photos').set(state).where('id', 'in', some).execute();
}

/** Takes a class away that will not be there, and sets the name of another free until it is put. */
async function giveUpName(db: Database, id: number, next: ClassRow | null): Promise<void> {
  if (next) await db.updateTable('classes').set({ name: randomUUID() }).where('id', '=', id).execute();
  else await db.deleteFrom('classes').where('id', '=', id).execute();
}

async function putClass(db: Database, row: ClassRow): Promise<void> {
  const { id, ...values } = row;
  const taken = await db
    .selectFrom('classes')
    .select('id')
    .where('name', '=', row.name)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (taken) throw new StudioError('name-taken', `There is a class named “${row.name}” already.`, row.name);
  await db
    .insertInto('classes')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}
