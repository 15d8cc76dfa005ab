import type { ScoredPhoto } from '@shared/domain';
import type { Job } from '../jobs';
import { boxOfRow } from '../photos/photo-paths';
import { StudioError } from '@shared/errors';
import type { OpenProject } from '../project/open-project';
import { RunStore } from '../training/run-store';
import { loadGallery } from './load-gallery';
import { readChoice } from './model-choice';
import type { Recogniser } from './recogniser';
import { listProducts } from './registry';

const atOnce = 32;

/**
 * Scores photos of the dataset against the gallery: those for validation, all unknown things, and products that are
 * not registered, which are strangers too. Reference photos are left out, since they would find themselves. Where
 * no photo is marked for validation, the training photos stand in.
 */
export async function scorePhotos(
  project: OpenProject,
  recogniser: Recogniser,
  job: Job,
): Promise<ScoredPhoto[]> {
  const gallery = await loadGallery(project, recogniser.version);
  const photos = await photosToScore(project);
  const trained = await trainedPhotos(project);
  if (!photos.length)
    throw new StudioError(
      'no-photos',
      'There are no labelled photos to try the threshold on. Label some first.',
    );
  const scored: ScoredPhoto[] = [];
  for (let start = 0; start < photos.length; start += atOnce) {
    job.throwIfCancelled();
    const batch = photos.slice(start, start + atOnce);
    const descriptors = await recogniser.describe(
      batch.map((photo) => ({ path: project.files.pathOf(photo), box: boxOfRow(photo) })),
    );
    for (const [i, { id, truth }] of batch.entries()) {
      const [{ name, score }] = await gallery.nearest(descriptors[i], 1);
      scored.push({ photoId: id, truth, nearest: name, score, trained: trained.has(id) });
    }
    job.report(scored.length, photos.length);
  }
  return scored;
}

/** Ids of the photos that the weights in use were trained on; none for the backbone's own. */
async function trainedPhotos(project: OpenProject): Promise<ReadonlySet<string>> {
  const { modelRunId } = await readChoice(project);
  const run = modelRunId && (await new RunStore(project.paths.runs).read(modelRunId).catch(() => null));
  return new Set(run ? run.train.map(({ photoId }) => photoId) : []);
}

async function photosToScore(project: OpenProject) {
  const products = await listProducts(project.db);
  // One from a list that has no photos yet cannot be recognised: to the gallery it is a stranger.
  const known = products.filter(({ references }) => references.some(({ active }) => active));
  const registered = new Map(known.map(({ name }) => [name.toLowerCase(), name]));
  const references = new Set(products.flatMap((p) => p.references.map((r) => r.photoId)));
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
      truth: row.kind === 'unknown' ? null : (registered.get(row.name.toLowerCase()) ?? null),
    }));
  const held = usable.filter(({ split, truth }) => split === 'val' && truth !== null);
  const genuine = held.length ? held : usable.filter(({ truth }) => truth !== null);
  return [...genuine, ...usable.filter(({ truth }) => truth === null)];
}
