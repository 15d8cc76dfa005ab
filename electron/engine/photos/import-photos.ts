import { basename } from 'node:path';
import type { Box } from '@shared/box';
import type { DatasetFormat, ImportReport, Split } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Job } from '../jobs';
import { classNamed, unknownName } from '../project/classes';
import type { Database } from '../project/database';
import type { OpenProject } from '../project/open-project';
import { ImportRecord } from './edits/import-record';
import { type PhotoState, stateColumns } from './edits/photo-edit';
import { boxOf, type FoundPhoto, type Problem } from './formats/dataset';
import { readDataset } from './formats/read';
import { inspectPhoto } from './inspect';
import { hashOfFile, type StoredPhoto } from './photo-files';

/** Photos decoded side by side and written in one transaction. */
const atOnce = 16;

export interface ImportOptions {
  paths: readonly string[];
  split: Split;
  /** Everything imported shows no product. */
  unknown: boolean;
  /** Class of photos that have no label of their own. */
  className: string | null;
  /** When photos were taken that do not say so themselves; see `exif-time`. */
  takenAt?: string;
  /** `folder` where absent. */
  format?: DatasetFormat;
}

interface Row extends StoredPhoto {
  name: string;
  found: FoundPhoto;
  box: Box | null | undefined;
  width: number;
  height: number;
  takenAt: string | null;
}

/**
 * Brings photos into the project: copies them in, labels them as their dataset does, skips copies of photos that are there and
 * lists the files that cannot be used. What was finished before a cancel or a crash stays.
 */
export async function importPhotos(
  project: OpenProject,
  options: ImportOptions,
  job: Job,
): Promise<ImportReport> {
  const { photos: found, problems } = await readDataset(options.format ?? 'folder', options.paths);
  const report: ImportReport = { imported: 0, duplicates: 0, problems, cancelled: false, edit: null };
  const record = new ImportRecord();
  let start = 0;
  try {
    // In order, group by group: of two copies of a photo the first one found gives the label.
    for (; start < found.length && !job.signal.aborted; start += atOnce) {
      const group = found.slice(start, start + atOnce);
      const taken = await Promise.all(group.map((photo) => take(project, photo)));
      report.problems.push(...taken.filter((one) => one !== null && 'reason' in one));
      report.duplicates += taken.filter((one) => one === null).length;
      const rows = taken.filter((one) => one !== null && 'id' in one);
      report.problems.push(...rows.flatMap(boxProblem));
      await store(project, rows, options, report, record);
      job.report(start + group.length, found.length, basename(group[group.length - 1].path));
    }
  } catch (error) {
    // What came before a full disk stays, and can be undone once the project is opened again.
    await record.end(project.db).catch(() => {});
    throw error;
  }
  return { ...report, cancelled: start < found.length, edit: await record.end(project.db) };
}

/** Copies one photo in; `null` for a copy of one that is there. */
async function take(project: OpenProject, found: FoundPhoto): Promise<Row | Problem | null> {
  const { path, region } = found;
  const id = await hashOfFile(path).catch(() => undefined);
  if (id && (await isThere(project.db, id))) return null;
  const inspected = await inspectPhoto(path);
  if ('reason' in inspected) return { path, ...inspected };
  try {
    const stored = await project.files.add(path, id);
    const box = region ? boxOf(region, inspected) : null;
    return { ...stored, ...inspected, name: basename(path), found, box };
  } catch (error) {
    // Taken away since it was found, as when a stick is pulled out, or still being written.
    if (error instanceof StudioError)
      return { path, line: null, reason: 'unreadable', detail: error.message };
    throw error;
  }
}

function boxProblem({ box, found, width, height }: Row): Problem[] {
  if (box !== undefined) return [];
  const place = found.place ?? { path: found.path, line: null };
  return [{ ...place, reason: 'box', detail: `${basename(found.path)} has ${width} × ${height} pixels.` }];
}

async function isThere(db: Database, id: string): Promise<boolean> {
  const photos = db.selectFrom('photos').select('id').where('id', '=', id).where('removed_at', 'is', null);
  return (await photos.executeTakeFirst()) !== undefined;
}

/** Writes rows in one transaction. A photo that was removed before comes back with its new label. */
async function store(
  project: OpenProject,
  rows: Row[],
  options: ImportOptions,
  report: ImportReport,
  record: ImportRecord,
) {
  const kind = options.unknown ? 'unknown' : 'product';
  const written: (() => void)[] = [];
  await project.db.transaction().execute(async (db) => {
    const before = await statesOf(
      db,
      rows.map(({ id }) => id),
    );
    for (const { found, box, takenAt, ...photo } of rows) {
      const label = found.className ?? options.className ?? (options.unknown ? unknownName : null);
      const named = label === null ? null : await classNamed(db, label, found.kind ?? kind);
      if (named?.made) written.push(() => record.addClass(named.row));
      const state = {
        class_id: named?.row.id ?? null,
        split: found.split ?? options.split,
        box: box ? JSON.stringify(box) : null,
        removed_at: null,
      };
      const values = {
        ...photo,
        ...state,
        taken_at: takenAt ?? options.takenAt ?? null,
        imported_at: new Date().toISOString(),
      };
      const { id, extension, ...changes } = values;
      const result = await db
        .insertInto('photos')
        .values({ id, extension, ...changes })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(changes).where('photos.removed_at', 'is not', null),
        )
        .executeTakeFirst();
      if (Number(result.numInsertedOrUpdatedRows ?? 0) > 0) {
        report.imported += 1;
        written.push(() => record.addPhoto(id, before.get(id), state));
      } else report.duplicates += 1;
    }
  });
  // Where the transaction fails, nothing of it is there to be undone.
  written.forEach((note) => note());
}

/** What photos that are known already are like, by their ids. */
async function statesOf(db: Database, ids: readonly string[]): Promise<Map<string, PhotoState>> {
  const rows = await db
    .selectFrom('photos')
    .select(['id', ...stateColumns])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}
