import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { Split } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Database } from '../../project/database';
import { classColumns, ClassRow } from '../edits/photo-edit';

/** Which photos a dataset has, and what is said of each. */
const PhotoRow = z.object({
  id: z.string(),
  class_id: z.number().nullable(),
  split: Split,
  box: z.string().nullable(),
});
export const Snapshot = z.object({ classes: z.array(ClassRow), photos: z.array(PhotoRow) });
export type Snapshot = z.infer<typeof Snapshot>;

/** The dataset as it is now, in an order of its own, so that the same dataset is the same snapshot. */
export async function takeSnapshot(db: Database): Promise<Snapshot> {
  const classes = await db.selectFrom('classes').select(classColumns).orderBy('id').execute();
  const photos = await db
    .selectFrom('photos')
    .select(['id', 'class_id', 'split', 'box'])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
  return { classes, photos };
}

/** Names what a dataset, as JSON, is: another photo, label, split or box, another name. */
export const hashOfText = (snapshot: string): string => createHash('sha256').update(snapshot).digest('hex');

/** Keeps the dataset as it is now. @returns the version's id */
export async function keepVersion(db: Database, name: string): Promise<number> {
  const snapshot = await takeSnapshot(db);
  const json = JSON.stringify(snapshot);
  const hash = hashOfText(json);
  const content = await promisify(gzip)(json);
  return db.transaction().execute(async (tx) => {
    await tx
      .insertInto('dataset_contents')
      .values({ hash, content })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const values = { name, made_at: new Date().toISOString(), photo_count: snapshot.photos.length };
    const insert = tx.insertInto('dataset_versions').values({ ...values, content: hash });
    return (await insert.returning('id').executeTakeFirstOrThrow()).id;
  });
}

/** Keeps the dataset as it is before a run is started, with that run's id; not where none is started. */
export async function withVersion(db: Database, name: string, start: () => Promise<string>): Promise<string> {
  const id = await keepVersion(db, name);
  try {
    const runId = await start();
    await db.updateTable('dataset_versions').set({ run_id: runId }).where('id', '=', id).execute();
    return runId;
  } catch (error) {
    await dropVersion(db, id);
    throw error;
  }
}

async function dropVersion(db: Database, id: number): Promise<void> {
  await db.deleteFrom('dataset_versions').where('id', '=', id).execute();
  await dropUnused(db);
}

/** Takes out a version that was kept by hand, or puts it back. Throws `not-found`, `bad-request` for a run's. */
export async function setVersionRemoved(db: Database, id: number, removed: boolean): Promise<void> {
  const row = await db
    .selectFrom('dataset_versions')
    .select('run_id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new StudioError('not-found', 'This version is not kept any more.');
  if (row.run_id !== null)
    throw new StudioError('bad-request', 'This version says what a run was trained on, and stays with it.');
  const set = { removed_at: removed ? new Date().toISOString() : null };
  await db.updateTable('dataset_versions').set(set).where('id', '=', id).execute();
}

/** Drops what was taken out, once nobody can put it back. */
export async function dropRemovedVersions(db: Database): Promise<void> {
  await db.deleteFrom('dataset_versions').where('removed_at', 'is not', null).execute();
  await dropUnused(db);
}

async function dropUnused(db: Database): Promise<void> {
  const used = db.selectFrom('dataset_versions').select('content');
  await db.deleteFrom('dataset_contents').where('hash', 'not in', used).execute();
}

/** `undefined` where there is no such version. */
export async function readSnapshot(db: Database, id: number): Promise<Snapshot | undefined> {
  const row = await db
    .selectFrom('dataset_versions')
    .innerJoin('dataset_contents', 'dataset_contents.hash', 'dataset_versions.content')
    .select('dataset_contents.content')
    .where('dataset_versions.id', '=', id)
    .executeTakeFirst();
  return row && Snapshot.parse(JSON.parse((await promisify(gunzip)(row.content)).toString()));
}
