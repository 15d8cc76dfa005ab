import { basename } from 'node:path';
import type { ImportReport, Split } from '@shared/domain';
import type { Job } from '../jobs';
import { classNamed } from '../project/classes';
import type { OpenProject } from '../project/open-project';
import { findPhotos, type FoundPhoto } from './find-photos';
import { inspectPhoto } from './inspect';
import type { StoredPhoto } from './photo-files';

const atOnce = 4;
const rowsAtOnce = 100;

export interface ImportOptions {
  paths: readonly string[];
  split: Split;
  /** Everything imported shows no product. */
  unknown: boolean;
  /** Class of photos that are in no sub-folder. */
  className: string | null;
}

interface Row extends StoredPhoto {
  name: string;
  className: string | null;
  width: number;
  height: number;
}

/**
 * Brings photos into the project: copies them in, labels them by folder, skips copies of photos that are there and
 * lists the files that cannot be used. What was finished before a cancel or a crash stays.
 */
export async function importPhotos(
  project: OpenProject,
  options: ImportOptions,
  job: Job,
): Promise<ImportReport> {
  const found = await findPhotos(options.paths);
  const report: ImportReport = { imported: 0, duplicates: 0, problems: [], cancelled: false };
  let pending: Row[] = [];
  let next = 0;
  let done = 0;
  const flush = async () => {
    const rows = pending;
    pending = [];
    if (rows.length) await store(project, rows, options, report);
  };
  const work = async () => {
    while (next < found.length && !job.signal.aborted) {
      const photo = found[next++];
      const row = await take(project, photo, report);
      if (row) pending.push(row);
      job.report(++done, found.length, basename(photo.path));
      if (pending.length >= rowsAtOnce) await flush();
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    await flush();
  }
  return { ...report, cancelled: job.signal.aborted };
}

/** Copies one photo in; a broken one is reported instead. */
async function take(project: OpenProject, photo: FoundPhoto, report: ImportReport): Promise<Row | null> {
  const inspected = await inspectPhoto(photo.path);
  if ('reason' in inspected) {
    report.problems.push({ path: photo.path, ...inspected });
    return null;
  }
  const stored = await project.files.add(photo.path);
  return { ...stored, ...inspected, name: basename(photo.path), className: photo.className };
}

/** Writes rows in one transaction. A photo that was removed before comes back with its new label. */
async function store(project: OpenProject, rows: Row[], options: ImportOptions, report: ImportReport) {
  const kind = options.unknown ? 'unknown' : 'product';
  await project.db.transaction().execute(async (db) => {
    for (const { className, ...photo } of rows) {
      const label = className ?? options.className ?? (options.unknown ? 'Unknown' : null);
      const classId = label === null ? null : (await classNamed(db, label, kind)).id;
      const values = {
        ...photo,
        class_id: classId,
        split: options.split,
        imported_at: new Date().toISOString(),
        removed_at: null,
      };
      const { id, extension, ...changes } = values;
      const result = await db
        .insertInto('photos')
        .values({ id, extension, ...changes })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(changes).where('photos.removed_at', 'is not', null),
        )
        .executeTakeFirst();
      if (Number(result.numInsertedOrUpdatedRows ?? 0) > 0) report.imported += 1;
      else report.duplicates += 1;
    }
  });
}
