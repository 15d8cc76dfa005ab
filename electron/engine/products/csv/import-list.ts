import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { StudioError } from '@shared/errors';
import type { ListReport } from '@shared/product-list';
import { writeAtomic } from '../../project/atomic-file';
import type { Database } from '../../project/database';
import { insertProducts, listProducts } from '../../recognition/registry';
import { productEdits } from '../edit-log';
import { changing, writeFields } from '../edit-products';
import { fieldsOf } from '../product-row';
import { decodeText } from './decode-text';
import { type ImportPlan, planImport } from './plan-import';
import { readCsv } from './read-csv';
import { writeCsv } from './write-csv';

/**
 * Takes a list of products from a CSV file, in one step that can be undone.
 * @throws StudioError `not-found`, `bad-request` where the file is no such list; then nothing has changed
 */
export async function importList(db: Database, path: string): Promise<ListReport> {
  const { text, encoding } = decodeText(await readList(path));
  const { rows, problems, unknownColumns } = readCsv(text);
  return changing(db, async (tx) => {
    const plan = planImport(await knownProducts(tx), rows);
    return {
      added: plan.added.length,
      changed: plan.changes.length,
      unchanged: plan.unchanged,
      problems: [...problems, ...plan.problems].sort((a, b) => a.line - b.line),
      unknownColumns,
      encoding,
      edit: await carryOut(tx, plan),
    };
  });
}

/** Writes all products as a CSV file; answers how many. */
export async function exportList(db: Database, path: string, language: 'en' | 'ja'): Promise<number> {
  const products = await listProducts(db);
  await writeAtomic(path, writeCsv(products, language));
  return products.length;
}

async function carryOut(db: Database, { changes, added }: ImportPlan): Promise<number | null> {
  if (!changes.length && !added.length) return null;
  for (const { id, after } of changes) await writeFields(db, id, after);
  const created = await insertProducts(db, added);
  return productEdits.record(db, { changes, created, removed: [] });
}

async function knownProducts(db: Database) {
  const rows = await db.selectFrom('products').selectAll().where('removed_at', 'is', null).execute();
  return rows.map((row) => ({ id: row.id, ...fieldsOf(row) }));
}

async function readList(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new StudioError('not-found', `The file ${basename(path)} cannot be read.`, String(error));
  }
}
