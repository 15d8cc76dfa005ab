import type { ScoredPhoto } from '@shared/domain';
import type { Job } from '../jobs';
import { foldName } from '../project/clean-name';
import type { OpenProject } from '../project/open-project';
import type { Recogniser } from './recogniser';
import { knownProducts, scoreKnown, trainedPhotos } from './score-photos';

/**
 * Scores photos of the dataset against the gallery: products' photos for validation, all unknown things, and products
 * that are not registered, which are strangers too. Reference photos are left out, since they would find themselves, and
 * strangers that the model was trained on, as long as there are others. Where no product's photo is marked for validation,
 * those for training and for testing stand in.
 */
export async function scorePhotos(
  project: OpenProject,
  recogniser: Recogniser,
  job: Job,
): Promise<ScoredPhoto[]> {
  return scoreKnown(project, recogniser, await photosToScore(project), job);
}

async function photosToScore(project: OpenProject) {
  const { names, references } = await knownProducts(project);
  const rows = await project.db
    .selectFrom('photos')
    .innerJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .select(['photos.id', 'photos.extension', 'photos.split', 'photos.box', 'classes.name', 'classes.kind'])
    .orderBy('photos.id')
    .execute();
  const usable = rows
    .filter(({ id }) => !references.has(id))
    .map((row) => ({
      ...row,
      shows: row.kind === 'unknown' ? null : row.name,
      truth: row.kind === 'unknown' ? null : (names.get(foldName(row.name)) ?? null),
    }));
  const held = usable.filter(({ split, truth }) => split === 'val' && truth !== null);
  const genuine = held.length ? held : usable.filter(({ truth }) => truth !== null);
  // A model knows the unknown things it was trained on: they would make any threshold look safe.
  const strangers = usable.filter(({ truth }) => truth === null);
  const trained = await trainedPhotos(project);
  const unseen = strangers.filter(({ id }) => !trained.has(id));
  return [...genuine, ...(unseen.length ? unseen : strangers)];
}
