import type { HistoryEntry } from '@shared/sync';
import type { Database } from '../project/database';
import { isBlank } from './merge/adopt';
import { changeOf, type ChangeRow } from './replica/waiting';
import { namedValue } from './values';

/** Older ones are in the registry. */
const mostEntries = 300;
/** Of a new object, what says nothing to a person. */
const unsaid = new Set(['created_at', 'extension', 'product', 'position', 'photo_id']);

/** What was done to a product and its photos, by whom and when, latest first. */
export async function productHistory(db: Database, productId: number): Promise<HistoryEntry[]> {
  const product = db.selectFrom('products').select('uid').where('id', '=', productId);
  const references = await db
    .selectFrom('product_references')
    .select(['uid', 'photo_id'])
    .where('product_id', '=', productId)
    .execute();
  const photos = new Map(references.map(({ uid, photo_id }) => [uid, photo_id]));
  const rows = await db
    .selectFrom('registry_changes')
    .selectAll()
    .where((q) => q.or([q('uid', '=', product), q('uid', 'in', [...photos.keys()])]))
    .orderBy((q) => q('seq', 'is', null), 'desc')
    .orderBy('seq', 'desc')
    .orderBy('n', 'desc')
    .limit(mostEntries)
    .execute();
  return rows.map((row) => entryOf(row, photos.get(row.uid) ?? null));
}

function entryOf(row: ChangeRow, photoId: string | null): HistoryEntry {
  const { id, author, madeAt, fields, lost, resolves } = changeOf(row);
  const isNew = 'created_at' in fields || 'photo_id' in fields;
  const told = Object.entries(fields).filter(
    ([column, value]) =>
      !isNew || !(unsaid.has(column) || isBlank(value) || (column === 'removed' && value === 0)),
  );
  return {
    id,
    author,
    madeAt,
    what: lost ? 'kept' : resolves !== null ? 'decided' : isNew ? 'added' : 'edited',
    photoId,
    fields: told.map(([column, value]) => namedValue(column, value)),
    waiting: row.seq === null,
  };
}
