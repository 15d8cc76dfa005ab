import type { Insertable } from 'kysely';
import type { Database } from '../../project/database';
import type { Schema } from '../../project/schema';
import type { Fields } from '../change';
import type { Merge } from '../merge/merge';

type Writes = Merge['writes'];

/** Gives products and registered photos the values that merging has found; those that are not there yet are added. */
export async function writeRows(db: Database, writes: Writes): Promise<void> {
  const of = (entity: 'product' | 'reference') => [...writes].filter(([, one]) => one.entity === entity);
  const removals = await setAside(
    db,
    of('product').map(([uid]) => uid),
  );
  for (const [uid, { fields }] of of('product')) await writeProduct(db, uid, fields, removals.get(uid));
  for (const [uid, { fields }] of of('reference')) await writeReference(db, uid, fields);
}

/**
 * A name may go from one product to another, and names are given once: meanwhile all of them count as taken out.
 * Answers since when they are.
 */
async function setAside(db: Database, uids: readonly string[]): Promise<Map<string, string | null>> {
  const removals = new Map<string, string | null>();
  for (const uid of uids) {
    const row = await db
      .selectFrom('products')
      .select('removed_at')
      .where('uid', '=', uid)
      .executeTakeFirst();
    if (!row) continue;
    removals.set(uid, row.removed_at);
    await db.updateTable('products').set({ removed_at: now() }).where('uid', '=', uid).execute();
  }
  return removals;
}

/** `before`: since when it is taken out, `undefined` for one that is not there yet. */
async function writeProduct(db: Database, uid: string, given: Fields, before: string | null | undefined) {
  const { removed, ...fields } = given;
  const since = before ?? null;
  const removed_at = removed === undefined ? since : removed ? (since ?? now()) : null;
  const values = { ...fields, removed_at };
  if (before !== undefined) await db.updateTable('products').set(values).where('uid', '=', uid).execute();
  else
    await db
      .insertInto('products')
      .values({ ...values, uid } as Insertable<Schema['products']>)
      .execute();
}

async function writeReference(db: Database, uid: string, given: Fields): Promise<void> {
  const { removed, product, ...fields } = given;
  const values = { ...fields, ...removedAt(removed) };
  const row = await db
    .selectFrom('product_references')
    .select(['id', 'box'])
    .where('uid', '=', uid)
    .executeTakeFirst();
  if (row) {
    await db.updateTable('product_references').set(values).where('id', '=', row.id).execute();
    // What was in another box is described anew.
    if ('box' in fields && fields.box !== row.box)
      await db.deleteFrom('product_descriptors').where('reference_id', '=', row.id).execute();
    return;
  }
  const { id } = await db
    .selectFrom('products')
    .select('id')
    .where('uid', '=', String(product))
    .executeTakeFirstOrThrow();
  const whole = { ...values, uid, product_id: id } as unknown as Insertable<Schema['product_references']>;
  await db.insertInto('product_references').values(whole).execute();
}

const now = () => new Date().toISOString();

const removedAt = (removed: Fields[string] | undefined) =>
  removed === undefined ? {} : { removed_at: removed ? now() : null };
