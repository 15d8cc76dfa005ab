import { StudioError } from '@shared/errors';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { boxOfRow } from '../photos/photo-paths';
import { groupBursts } from '../photos/review/groups';
import { surveyPhotos } from '../photos/review/survey';
import type { OpenProject } from '../project/open-project';
import { loadRecogniser, readChoice } from '../recognition/model-choice';
import { isDrawn, type LabelledPhoto } from './training-set';

/** The photos that a run had to do with. */
export const photosOfProject = ({ project }: Context): Promise<LabelledPhoto[]> => readPhotos(project());

/**
 * The photos to train on, of products and, where wanted, of unknown things. Where photos have to be drawn to validate, or
 * unknown things are trained on, all photos are looked over first, so that those that show nearly the same stay together.
 * @throws StudioError `not-found` when a class that was asked for is not there, `cancelled`
 */
export async function photosToTrain(
  context: Context,
  classes: readonly string[] | undefined,
  unknowns: boolean | undefined,
  job: Job,
): Promise<LabelledPhoto[]> {
  const all = await readPhotos(context.project());
  const products = all.filter(({ unknown }) => !unknown);
  const missing = classes?.find((name) => !products.some(({ className }) => className === name));
  if (missing !== undefined)
    throw new StudioError(
      'not-found',
      `There are no training photos of a product named “${missing}”.`,
      missing,
    );
  const photos = all.filter(({ className, unknown }) =>
    unknown ? unknowns : !classes || classes.includes(className),
  );
  // Unknown things that look nearly the same are one class, whatever was drawn before.
  if (!isDrawn(photos) && !photos.some(({ unknown }) => unknown)) return photos;
  const groupOf = await groupsByBackbone(context.project(), job);
  // What cannot be read is like nothing else.
  return photos.map((photo, i) => ({ ...photo, alike: groupOf.get(photo.photoId) ?? -1 - i }));
}

/** Which photos stay together. By the backbone, so that the same photos and seed are split alike whatever was trained since. */
async function groupsByBackbone(project: OpenProject, job: Job): Promise<Map<string, number>> {
  const backbone = await loadRecogniser(project, { ...(await readChoice(project)), modelRunId: null });
  try {
    const { photos, read, together } = await surveyPhotos(project, backbone, job);
    return new Map(read.map((at, i) => [photos[at].id, together[i]]));
  } finally {
    await backbone.release();
  }
}

async function readPhotos({ db, files }: OpenProject): Promise<LabelledPhoto[]> {
  const rows = await db
    .selectFrom('photos')
    .innerJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .where('photos.split', '!=', 'test')
    .select([
      'photos.id',
      'photos.extension',
      'photos.split',
      'photos.box',
      'photos.taken_at',
      'classes.name',
      'classes.kind',
    ])
    .orderBy('photos.id')
    .execute();
  const bursts = groupBursts(rows.map((row) => row.taken_at));
  return rows.map((row, i) => ({
    photoId: row.id,
    path: files.pathOf(row),
    box: boxOfRow(row),
    className: row.name,
    unknown: row.kind === 'unknown',
    split: row.split,
    burst: bursts[i],
    alike: bursts[i],
  }));
}
