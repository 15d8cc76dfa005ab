import type { Job } from '../../jobs';
import type { OpenProject } from '../../project/open-project';
import type { Recogniser } from '../../recognition/recogniser';
import type { PhotoFile } from '../decode';
import { boxOfRow } from '../photo-paths';
import { embedDataset } from './embed-dataset';
import { nearestNeighbours, type Neighbours } from './neighbours';
import { neighbourCount } from './suspects';

/** A photo of the dataset as a whole look at it needs it. */
interface DatasetPhoto extends PhotoFile {
  id: string;
  label: string | null;
  split: 'train' | 'val' | 'test';
  width: number;
  height: number;
  takenAt: string | null;
}

/** All photos of a project, and among those that can be read who is like whom. */
export interface Comparison {
  photos: DatasetPhoto[];
  /** Indices in `photos` of those that `embeddings` and `neighbours` are about. */
  read: number[];
  embeddings: Float32Array[];
  neighbours: Neighbours[];
}

/** Compares all photos; the second time only those that are new or cropped anew are embedded. Throws `cancelled`. */
export async function comparePhotos(
  project: OpenProject,
  recogniser: Recogniser,
  job: Job,
): Promise<Comparison> {
  const photos = await readPhotos(project);
  const all = await embedDataset(project, recogniser, photos, job);
  const read = photos.flatMap((_, i) => (all[i] ? [i] : []));
  const embeddings = read.map((i) => all[i]!);
  return { photos, read, embeddings, neighbours: await nearestNeighbours(embeddings, neighbourCount) };
}

async function readPhotos({ db, files }: OpenProject): Promise<DatasetPhoto[]> {
  const rows = await db
    .selectFrom('photos')
    .leftJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .select([
      'photos.id',
      'extension',
      'box',
      'split',
      'width',
      'height',
      'taken_at as takenAt',
      'classes.name as label',
    ])
    .orderBy('photos.name')
    .orderBy('photos.id')
    .execute();
  return rows.map((row) => ({ ...row, path: files.pathOf(row), box: boxOfRow(row) }));
}
