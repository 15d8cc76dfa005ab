import type { Context } from '../../context';
import type { Job } from '../../jobs';
import type { OpenProject } from '../../project/open-project';
import type { PhotoFile } from '../decode';
import { boxOfRow } from '../photo-paths';
import { groupAlike } from './duplicates';
import { embedPhotos } from './embed-photos';
import { nearestNeighbours, type Neighbours } from './neighbours';
import { measureQuality, type Quality } from './quality';
import { neighbourCount } from './suspects';

const atOnce = 8;

export interface SurveyedPhoto extends PhotoFile {
  id: string;
  label: string | null;
  split: 'train' | 'val' | 'test';
  width: number;
  height: number;
  /** `null` where it cannot be read. */
  quality: Quality | null;
}

/** All photos of a project, and among those that can be read who is like whom. */
export interface Survey {
  photos: SurveyedPhoto[];
  /** Indices in `photos` of those that `neighbours` and `groups` are about. */
  read: number[];
  neighbours: Neighbours[];
  groups: Int32Array;
}

/** What was measured lately, by photo and box, while the project is open. */
const measured = new WeakMap<
  OpenProject,
  { quality: Map<string, Quality>; embeddings: Map<string, Float32Array> }
>();

/** Looks over all photos; the second time only at those that are new or cropped anew. Throws `cancelled`. */
export async function surveyPhotos(context: Context, job: Job): Promise<Survey> {
  const project = context.project();
  const known = measured.get(project) ?? { quality: new Map(), embeddings: new Map() };
  measured.set(project, known);
  const photos = await readPhotos(project);
  await measureAll(photos, known.quality, job);
  const embeddings = await embedPhotos(await context.recogniser(), photos, job, known.embeddings);
  const read = photos.flatMap((_, i) => (embeddings[i] ? [i] : []));
  const neighbours = await nearestNeighbours(
    read.map((i) => embeddings[i]!),
    neighbourCount,
  );
  const groups = groupAlike(
    neighbours,
    read.map((i) => photos[i].quality?.hash ?? null),
  );
  return { photos, read, neighbours, groups };
}

async function measureAll(photos: SurveyedPhoto[], known: Map<string, Quality>, job: Job): Promise<void> {
  for (let start = 0; start < photos.length; start += atOnce) {
    job.throwIfCancelled();
    const group = photos.slice(start, start + atOnce);
    await Promise.all(
      group.map(async (photo) => {
        const key = JSON.stringify([photo.id, photo.box]);
        photo.quality = known.get(key) ?? (await measureQuality(photo.path, photo.box).catch(() => null));
        if (photo.quality) known.set(key, photo.quality);
      }),
    );
    job.report(start + group.length, photos.length);
  }
}

async function readPhotos({ db, files }: OpenProject): Promise<SurveyedPhoto[]> {
  const rows = await db
    .selectFrom('photos')
    .leftJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .select(['photos.id', 'extension', 'box', 'split', 'width', 'height', 'classes.name as label'])
    .orderBy('photos.name')
    .orderBy('photos.id')
    .execute();
  return rows.map((row) => ({ ...row, path: files.pathOf(row), box: boxOfRow(row), quality: null }));
}
