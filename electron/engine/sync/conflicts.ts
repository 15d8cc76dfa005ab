import { StudioError } from '@shared/errors';
import type { Conflict } from '@shared/sync';
import { editProducts, removeProducts } from '../products/edit-products';
import type { Database } from '../project/database';
import type { Change, Fields } from './change';
import { newId } from './replica/link';
import { changeOf, type ChangeRow, rowOf } from './replica/waiting';
import { namedValue } from './values';

/** Conflicts that nobody has decided, oldest first. */
export async function listConflicts(db: Database): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const row of await undecided(db)) {
    const change = changeOf(row);
    const object = await findObject(db, change);
    if (!object) continue;
    const [[column, kept]] = Object.entries(change.fields);
    conflicts.push({
      id: row.id,
      productId: object.productId,
      product: object.product,
      photoId: object.photoId,
      field: namedValue(column, kept).field,
      stands: namedValue(column, object.fields[column] ?? null).value,
      kept: namedValue(column, kept).value,
      author: row.author,
      madeAt: row.made_at,
      mine: row.own === 1,
    });
  }
  return conflicts;
}

export const countConflicts = async (db: Database): Promise<number> => (await undecided(db)).length;

/**
 * Decides a conflict: what stands stays, or the kept value takes its place, as an edit like any other. Answers whether a
 * registered photo changed.
 * @throws StudioError `not-found`, and `name-taken` or `code-taken` where another product has it
 */
export async function resolveConflict(db: Database, id: string, take: boolean): Promise<boolean> {
  const row = (await undecided(db)).find((one) => one.id === id);
  if (!row) throw new StudioError('not-found', 'This conflict has been decided already.');
  const change = changeOf(row);
  if (take) await takeKept(db, change);
  const decision = { ...change, id: newId(), fields: {}, lost: false, resolves: id, author: '' };
  const decided = rowOf({ ...decision, madeAt: new Date().toISOString() }, null);
  await db.insertInto('registry_changes').values(decided).execute();
  return take && change.entity === 'reference';
}

/** Kept values that no change settles. */
function undecided(db: Database): Promise<ChangeRow[]> {
  const settled = db.selectFrom('registry_changes').select('resolves').where('resolves', 'is not', null);
  return db
    .selectFrom('registry_changes')
    .selectAll()
    .where('lost', '=', 1)
    .where('id', 'not in', settled)
    .orderBy('made_at')
    .execute();
}

async function takeKept(db: Database, change: Change): Promise<void> {
  const { productId, referenceId } = (await findObject(db, change))!;
  const [[column, kept]] = Object.entries(change.fields);
  const { field, value } = namedValue(column, kept);
  if (referenceId !== null) return takeReference(db, referenceId, column, kept);
  if (column === 'removed') await removeProducts(db, [productId]);
  else await editProducts(db, [{ id: productId, fields: { [field]: value } }]);
}

async function takeReference(db: Database, id: number, column: string, value: Fields[string]): Promise<void> {
  const removed_at = value === 1 ? new Date().toISOString() : null;
  const values = column === 'removed' ? { removed_at } : { [column]: value };
  await db.updateTable('product_references').set(values).where('id', '=', id).execute();
  if (column === 'box') await db.deleteFrom('product_descriptors').where('reference_id', '=', id).execute();
}

interface SharedObject {
  productId: number;
  product: string;
  /** `null` for a product. */
  referenceId: number | null;
  photoId: string | null;
  /** By column, as they are here. */
  fields: Fields;
}

async function findObject(db: Database, { entity, uid }: Change): Promise<SharedObject | null> {
  const references = db.selectFrom('product_references').selectAll().where('uid', '=', uid);
  const reference = entity === 'reference' ? await references.executeTakeFirst() : undefined;
  const products = db.selectFrom('products').selectAll();
  const product = await (
    reference ? products.where('id', '=', reference.product_id) : products.where('uid', '=', uid)
  ).executeTakeFirst();
  if (!product) return null;
  const row = reference ?? product;
  return {
    productId: product.id,
    product: product.name,
    referenceId: reference?.id ?? null,
    photoId: reference?.photo_id ?? null,
    fields: { ...row, removed: row.removed_at === null ? 0 : 1 },
  };
}
