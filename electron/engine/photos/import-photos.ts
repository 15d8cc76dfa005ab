import { basename } from 'node:path';
import type { ImportReport, Split } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Job } from '../jobs';
import { classNamed } from '../project/classes';
import type { OpenProject } from '../project/open-project';
import { findPhotos, type FoundPhoto } from './find-photos';
import { inspectPhoto } from './inspect';
import type { StoredPhoto } from './photo-files';

/** Photos decoded side by side and written in one transaction. */
const atOnce = 16;

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
  // In order, group by group: of two copies of a photo the first one found gives the label.
  for (let start = 0; start < found.length && !job.signal.aborted; start += atOnce) {
    const group = found.slice(start, start + atOnce);
    const rows = await Promise.all(group.map((photo) => take(project, photo, report)));
    await store(
      project,
      rows.filter((row) => row !== null),
      options,
      report,
    );
    job.report(start + group.length, found.length, basename(group[group.length - 1].path));
  }
  return { ...report, cancelled: job.signal.aborted };
}

/** Copies one photo in; one that cannot be used is reported instead. */
async function take(project: OpenProject, photo: FoundPhoto, report: ImportReport): Promise<Row | null> {
  const inspected = await inspectPhoto(photo.path);
  if ('reason' in inspected) {
    report.problems.push({ path: photo.path, ...inspected });
    return null;
  }
  const stored = await addUnlessGone(project, photo.path);
  if (stored) return { ...stored, ...inspected, name: basename(photo.path), className: photo.className };
  report.problems.push({ path: photo.path, reason: 'unreadable', detail: 'The file disappeared.' });
  return null;
}

/** `null` for a file taken away since it was found: a card or a stick pulled out. */
async function addUnlessGone(project: OpenProject, path: string): Promise<StoredPhoto | null> {
  try {
    return await project.files.add(path);
  } catch (error) {
    if (error instanceof StudioError && error.code === 'not-found') return null;
    throw error;
  }
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
