import type { Database } from '../../project/database';
import { inParts } from '../../project/in-parts';
import type { NumberedChange } from '../change';
import type { LocalProducts } from '../merge/draft';
import { merge } from '../merge/merge';
import { newId, readReplica } from './link';
import { readWaiting, replaceWaiting, rowOf, settle } from './waiting';
import { writeRows } from './write-rows';

/** Takes what is new in the registry into the project, in one transaction. `shop`: the name of this one. */
export async function take(db: Database, pulled: readonly NumberedChange[], shop: string): Promise<void> {
  if (!pulled.length) return;
  await silently(db, async (tx) => {
    const waiting = await readWaiting(tx);
    const stamp = { id: newId, now: new Date().toISOString() };
    const merged = merge(pulled, waiting, await readProducts(tx), stamp);
    await settle(tx, merged.settled, shop);
    await replaceWaiting(
      tx,
      waiting.filter(({ id }) => !merged.settled.has(id)),
      merged.waiting,
    );
    for (const [from, to] of merged.adopted)
      await tx.updateTable('products').set({ uid: to }).where('uid', '=', from).execute();
    await keep(
      tx,
      pulled.filter(({ id }) => !merged.settled.has(id)),
    );
    await writeRows(tx, merged.writes);
    await tx
      .updateTable('replica')
      .set({ cursor: pulled[pulled.length - 1].seq })
      .execute();
  });
}

/** Says that all of these are in the registry now, from the place after `cursor` on. */
export async function settleSent(
  db: Database,
  ids: readonly string[],
  cursor: number,
  shop: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await settle(tx, new Map(ids.map((id, i) => [id, cursor + i + 1])), shop);
    await tx
      .updateTable('replica')
      .set({ cursor: cursor + ids.length })
      .execute();
  });
}

/** The id of the latest change that is known, by which the registry is known again; `null` where none is. */
export async function latestKnown(db: Database): Promise<{ seq: number; id: string } | null> {
  const { cursor } = await readReplica(db);
  const row = await db
    .selectFrom('registry_changes')
    .select('id')
    .where('seq', '=', cursor)
    .executeTakeFirst();
  return row ? { seq: cursor, id: row.id } : null;
}

/** One transaction in which nothing is written down as done here. */
async function silently(db: Database, work: (tx: Database) => Promise<void>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('replica').set({ recording: 0 }).execute();
    await work(tx);
    await tx.updateTable('replica').set({ recording: 1 }).execute();
  });
}

async function keep(db: Database, changes: readonly NumberedChange[]): Promise<void> {
  for (const some of inParts(changes))
    await db
      .insertInto('registry_changes')
      .values(some.map(({ seq, ...change }) => ({ ...rowOf(change, seq), own: 0 as const })))
      .execute();
}

async function readProducts(db: Database): Promise<LocalProducts> {
  const products = await db.selectFrom('products').select(['uid', 'name', 'code', 'removed_at']).execute();
  const references = await db
    .selectFrom('product_references as reference')
    .innerJoin('products', 'products.id', 'reference.product_id')
    .select(['reference.uid', 'products.uid as product'])
    .execute();
  return {
    products: new Map(
      products.map(({ uid, name, code, removed_at }) => [uid, { name, code, removed: removed_at !== null }]),
    ),
    parents: new Map(references.map(({ uid, product }) => [uid, product])),
  };
}
