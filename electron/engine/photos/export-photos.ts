import type { DatasetFormat } from '@shared/domain';
import type { Job } from '../jobs';
import type { OpenProject } from '../project/open-project';
import { writeDataset } from './formats/write';
import { boxOfRow } from './photo-paths';

/** Writes all photos of the project as a dataset; answers how many. Throws as `writeDataset` does, and `no-photos`. */
export async function exportPhotos(
  project: OpenProject,
  out: string,
  format: DatasetFormat,
  job: Job,
): Promise<number> {
  const rows = await project.db
    .selectFrom('photos')
    .leftJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .select(['photos.id', 'photos.name', 'extension', 'split', 'width', 'height', 'box'])
    .select(['classes.name as className', 'classes.kind'])
    .orderBy('photos.name')
    .orderBy('photos.id')
    .execute();
  const photos = rows.map((row) => ({
    ...row,
    kind: row.kind ?? ('product' as const),
    path: project.files.pathOf(row),
    box: boxOfRow(row),
  }));
  await writeDataset(out, format, photos, job);
  return photos.length;
}
