import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database } from '../../project/database';
import { inParts } from '../../project/in-parts';
import type { Schema } from '../../project/schema';
import type { Fields } from '../change';
import type { Merge } from '../merge/merge';

type Writes = [uid: string, fields: Fields][];
type ProductRow = Insertable<Schema['products']>;
type ReferenceRow = Insertable<Schema['product_references']>;

/** Gives products and registered photos the values that merging has found; those that are not there yet are added. */
export async function writeRows(db: Database, writes: Merge['writes']): Promise<void> {
  const of = (entity: 'product' | 'reference'): Writes =>
    [...writes].filter(([, one]) => one.entity === entity).map(([uid, { fields }]) => [uid, fields]);
  await writeProducts(db, of('product'));
  await writeReferences(db, of('reference'));
}

async function writeProducts(db: Database, writes: Writes): Promise<void> {
  const known = await findByUid<Selectable<Schema['products']>>(db, 'products', writes);
  // A name may go from one product to another, and names are given once: meanwhile all of them count as taken out.
  await sql`UPDATE products SET removed_at = ${now()} WHERE uid IN ${among(writes)}`.execute(db);
  const added: ProductRow[] = [];
  for (const [uid, { removed, ...fields }] of writes) {
    const since = known.get(uid)?.removed_at ?? null;
    const removed_at = removed === undefined ? since : removed ? (since ?? now()) : null;
    const values = { ...fields, removed_at };
    if (known.has(uid)) await db.updateTable('products').set(values).where('uid', '=', uid).execute();
    else added.push({ ...values, uid } as ProductRow);
  }
  for (const some of inParts(added)) await db.insertInto('products').values(some).execute();
}

async function writeReferences(db: Database, writes: Writes): Promise<void> {
  const known = await findByUid<Selectable<Schema['product_references']>>(db, 'product_references', writes);
  const products = await db.selectFrom('products').select(['uid', 'id']).execute();
  const ids = new Map(products.map(({ uid, id }) => [uid, id]));
  const added: ReferenceRow[] = [];
  for (const [uid, { removed, product, ...fields }] of writes) {
    const row = known.get(uid);
    const removed_at = removed ? now() : null;
    const values = { ...fields, ...(removed !== undefined && { removed_at }) };
    if (!row) {
      added.push({ ...values, uid, product_id: ids.get(String(product)) } as ReferenceRow);
      continue;
    }
    await db.updateTable('product_references').set(values).where('id', '=', row.id).execute();
    // What was in another box is described anew.
    if ('box' in fields && fields.box !== row.box)
      await db.deleteFrom('product_descriptors').where('reference_id', '=', row.id).execute();
  }
  for (const some of inParts(added)) await db.insertInto('product_references').values(some).execute();
}

async function findByUid<Row extends { uid: string }>(
  db: Database,
  table: 'products' | 'product_references',
  writes: Writes,
): Promise<Map<string, Row>> {
  const query = sql<Row>`SELECT * FROM ${sql.table(table)} WHERE uid IN ${among(writes)}`;
  return new Map((await query.execute(db)).rows.map((row) => [row.uid, row]));
}

/** The uids as a list in SQL, however many there are. */
const among = (writes: Writes) =>
  sql`(SELECT value FROM json_each(${JSON.stringify(writes.map(([uid]) => uid))}))`;

const now = () => new Date().toISOString();
