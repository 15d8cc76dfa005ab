import { basename } from 'node:path';
import type { z } from 'zod';
import type { ImportProblem, ImportReport, Split } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Job } from '../jobs';
import { classNamed } from '../project/classes';
import type { Database } from '../project/database';
import type { OpenProject } from '../project/open-project';
import { findPhotos, type FoundPhoto } from './find-photos';
import { inspectPhoto } from './inspect';
import { hashOf, type StoredPhoto } from './photo-files';

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

type Problem = z.infer<typeof ImportProblem>;

/**
 * Brings photos into the project: copies them in, labels them by folder, skips copies of photos that are there and
 * lists the files that cannot be used. What was finished before a cancel, the project's closing or a crash stays.
 */
export async function importPhotos(
  project: OpenProject,
  options: ImportOptions,
  job: Job,
): Promise<ImportReport> {
  const found = await findPhotos(options.paths);
  const report: ImportReport = { imported: 0, duplicates: 0, problems: [], cancelled: false };
  const isStopped = () => job.signal.aborted || project.isClosing;
  // In order, group by group: of two copies of a photo the first one found gives the label.
  for (let start = 0; start < found.length && !isStopped(); start += atOnce) {
    const group = found.slice(start, start + atOnce);
    const taken = await Promise.all(group.map((photo) => take(project, photo)));
    report.problems.push(...taken.filter((one) => one !== null && 'reason' in one));
    report.duplicates += taken.filter((one) => one === null).length;
    const rows = taken.filter((one) => one !== null && 'id' in one);
    await store(project, rows, options, report);
    job.report(start + group.length, found.length, basename(group[group.length - 1].path));
  }
  return { ...report, cancelled: isStopped() };
}

/** Copies one photo in; `null` for a copy of one that is there. */
async function take(project: OpenProject, { path, className }: FoundPhoto): Promise<Row | Problem | null> {
  const id = await hashOf(path).catch(() => undefined);
  if (id && (await isThere(project.db, id))) return null;
  const inspected = await inspectPhoto(path);
  if ('reason' in inspected) return { path, ...inspected };
  try {
    const stored = await project.files.add(path, id);
    return { ...stored, ...inspected, name: basename(path), className };
  } catch (error) {
    // Taken away since it was found, as when a stick is pulled out, or still being written.
    if (error instanceof StudioError) return { path, reason: 'unreadable', detail: error.message };
    throw error;
  }
}

async function isThere(db: Database, id: string): Promise<boolean> {
  const photos = db.selectFrom('photos').select('id').where('id', '=', id).where('removed_at', 'is', null);
  return (await photos.executeTakeFirst()) !== undefined;
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
