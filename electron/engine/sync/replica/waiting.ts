import { type Selectable, sql } from 'kysely';
import type { Database } from '../../project/database';
import type { Schema } from '../../project/schema';
import type { Change } from '../change';

/** The local log of changes: what came from the registry, and behind it what waits to go there. */

export type ChangeRow = Selectable<Schema['registry_changes']>;

export const changeOf = (row: ChangeRow): Change => ({
  id: row.id,
  entity: row.entity,
  uid: row.uid,
  fields: JSON.parse(row.fields) as Change['fields'],
  lost: row.lost === 1,
  resolves: row.resolves,
  author: row.author,
  madeAt: row.made_at,
});

/** `seq`: its place in the registry, `null` while it waits. Without an author it was made here. */
export const rowOf = ({ fields, lost, madeAt, ...same }: Change, seq: number | null) => ({
  ...same,
  fields: JSON.stringify(fields),
  lost: lost ? (1 as const) : (0 as const),
  made_at: madeAt,
  seq,
});

/** Changes that the registry does not have, in order. */
export async function readWaiting(db: Database): Promise<Change[]> {
  const rows = await db
    .selectFrom('registry_changes')
    .selectAll()
    .where('seq', 'is', null)
    .orderBy('n')
    .execute();
  return rows.map(changeOf);
}

/** Makes what waits another list: what is gone goes, what is known changes in its place, what is new comes last. */
export async function replaceWaiting(
  db: Database,
  before: readonly Change[],
  after: readonly Change[],
): Promise<void> {
  const kept = new Set(after.map(({ id }) => id));
  const known = new Map(before.map((change) => [change.id, change]));
  for (const { id } of before)
    if (!kept.has(id)) await db.deleteFrom('registry_changes').where('id', '=', id).execute();
  for (const change of after) {
    const old = known.get(change.id);
    const row = rowOf(change, null);
    if (!old)
      await db
        .insertInto('registry_changes')
        .values({ ...row, own: change.author === '' ? 1 : 0 })
        .execute();
    else if (old.uid !== change.uid || JSON.stringify(old.fields) !== row.fields)
      await db
        .updateTable('registry_changes')
        .set({ uid: row.uid, fields: row.fields })
        .where('id', '=', row.id)
        .execute();
  }
}

/** Says that changes are in the registry, and as whose. */
export async function settle(db: Database, places: ReadonlyMap<string, number>, shop: string): Promise<void> {
  await sql`UPDATE registry_changes SET seq = place.value, author = iif(author = '', ${shop}, author)
    FROM json_each(${JSON.stringify(Object.fromEntries(places))}) AS place
    WHERE registry_changes.id = place.key`.execute(db);
}
