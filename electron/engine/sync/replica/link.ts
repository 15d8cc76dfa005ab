import { randomBytes } from 'node:crypto';
import type { Database } from '../../project/database';
import { inParts } from '../../project/in-parts';
import { type Change, ProductColumns, ReferenceColumns } from '../change';
import { rowOf } from './waiting';

export const newId = (): string => randomBytes(16).toString('hex');

export interface Replica {
  registry: string;
  /** The latest change of the registry that is known here. */
  cursor: number;
}

export const readReplica = (db: Database): Promise<Replica> =>
  db.selectFrom('replica').select(['registry', 'cursor']).executeTakeFirstOrThrow();

/**
 * Makes the project a replica of this registry. The first time all its products wait to be sent; from another
 * registry it brings all that it knows.
 */
export async function link(db: Database, registry: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const known = await readReplica(tx);
    if (known.registry === registry) return;
    if (known.registry === '') await writeDownAll(tx);
    else await rewind(tx);
    await tx.updateTable('replica').set({ registry, recording: 1 }).execute();
  });
}

/** Forgets what of the registry is known: all is asked for anew, and what it turns out not to have waits. */
export async function rewind(db: Database): Promise<void> {
  await db.updateTable('registry_changes').set({ seq: null }).execute();
  await db.updateTable('replica').set({ cursor: 0 }).execute();
}

async function writeDownAll(db: Database): Promise<void> {
  const products = await db.selectFrom('products').selectAll().execute();
  const uids = new Map(products.map(({ id, uid }) => [id, uid]));
  const references = await db.selectFrom('product_references').selectAll().execute();
  const madeAt = new Date().toISOString();
  const made = { lost: false, resolves: null, author: '', madeAt };
  const changes: Change[] = [
    ...products.map((row) => ({ ...made, id: newId(), ...creation('product', row, {}) })),
    ...references.map((row) => ({
      ...made,
      id: newId(),
      ...creation('reference', row, { product: uids.get(row.product_id)! }),
    })),
  ];
  for (const some of inParts(changes))
    await db
      .insertInto('registry_changes')
      .values(some.map((change) => rowOf(change, null)))
      .execute();
}

const columns = { product: ProductColumns.keyof().options, reference: ReferenceColumns.keyof().options };

/** The first change of an object, which has all its columns. */
function creation(
  entity: Change['entity'],
  row: { uid: string; removed_at: string | null },
  more: Change['fields'],
) {
  const values = { ...row, ...more, removed: row.removed_at === null ? 0 : 1 } as unknown as Change['fields'];
  const fields = Object.fromEntries(columns[entity].map((column) => [column, values[column]]));
  return { entity, uid: row.uid, fields };
}
