import { isDeepStrictEqual } from 'node:util';
import { StudioError } from '@shared/errors';
import { isPeriod, type ProductChange, type ProductField, type ProductFields } from '@shared/product';
import { cleanName } from '../project/clean-name';
import type { Database } from '../project/database';
import { type Edit, productEdits, type RecordedChange } from './edit-log';
import { columnsOf, fieldsOf } from './product-row';
import { explainTaken } from './taken';

/**
 * Edits products, all of them or none.
 * @returns the edit, to undo it by; `null` where nothing differed
 * @throws StudioError `not-found`, `name-taken`, `code-taken`, `bad-request`
 */
export function editProducts(db: Database, changes: readonly ProductChange[]): Promise<number | null> {
  return changing(db, async (tx) => {
    const recorded: RecordedChange[] = [];
    for (const { id, fields } of changes) {
      const change = difference(id, await readFields(tx, id), withCleanName(fields));
      if (!change) continue;
      await writeFields(tx, id, change.after);
      recorded.push(change);
    }
    return recorded.length ? productEdits.record(tx, { changes: recorded, created: [], removed: [] }) : null;
  });
}

/** Takes products out, all of them or none. Throws `not-found`. */
export function removeProducts(db: Database, ids: readonly number[]): Promise<number> {
  return changing(db, async (tx) => {
    for (const id of ids) await readFields(tx, id);
    await setRemovedAt(tx, ids, new Date().toISOString());
    return productEdits.record(tx, { changes: [], created: [], removed: [...ids] });
  });
}

/** Undoes an edit, or does it again. Throws `not-found`, `name-taken`, `code-taken`; then nothing has changed. */
export async function setUndone(db: Database, id: number, undone: boolean): Promise<void> {
  await changing(db, async (tx) => {
    const found = await productEdits.read(tx, id);
    if (found.undone === undone) return;
    await (undone ? takeBack(tx, found.edit) : doAgain(tx, found.edit));
    await productEdits.markUndone(tx, id, undone);
  });
}

/** What `fields` change of a product; `null` where nothing. Throws `bad-request` for an impossible period. */
export function difference(
  id: number,
  current: ProductFields,
  fields: Partial<ProductFields>,
): RecordedChange | null {
  const names = (Object.keys(fields) as ProductField[]).filter(
    (name) => fields[name] !== undefined && !isDeepStrictEqual(fields[name], current[name]),
  );
  if (!names.length) return null;
  if (!isPeriod({ ...current, ...fields }))
    throw new StudioError('bad-request', 'A product’s last day must not be before its first.');
  const only = (from: Partial<ProductFields>) => Object.fromEntries(names.map((name) => [name, from[name]]));
  return { id, before: only(current), after: only(fields) };
}

/** One transaction; a name or code that is taken is told. */
export const changing = <T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> =>
  explainTaken(() => db.transaction().execute(work));

export async function writeFields(db: Database, id: number, fields: Partial<ProductFields>): Promise<void> {
  await db.updateTable('products').set(columnsOf(fields)).where('id', '=', id).execute();
}

/** Backwards, since a name may have been given on within the edit. */
async function takeBack(db: Database, { changes, created, removed }: Edit): Promise<void> {
  await setRemovedAt(db, removed, null);
  await setRemovedAt(db, created, new Date().toISOString());
  for (const { id, before } of [...changes].reverse()) await writeFields(db, id, before);
}

async function doAgain(db: Database, { changes, created, removed }: Edit): Promise<void> {
  for (const { id, after } of changes) await writeFields(db, id, after);
  await setRemovedAt(db, created, null);
  await setRemovedAt(db, removed, new Date().toISOString());
}

async function setRemovedAt(db: Database, ids: readonly number[], removed_at: string | null): Promise<void> {
  for (const id of ids) await db.updateTable('products').set({ removed_at }).where('id', '=', id).execute();
}

async function readFields(db: Database, id: number): Promise<ProductFields> {
  const row = await db
    .selectFrom('products')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new StudioError('not-found', 'This product is not registered.');
  return fieldsOf(row);
}

const withCleanName = (fields: Partial<ProductFields>): Partial<ProductFields> =>
  fields.name === undefined ? fields : { ...fields, name: cleanName(fields.name) };
