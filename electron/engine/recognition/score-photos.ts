import type { ScoredPhoto } from '@shared/domain';
import { shifted } from '@shared/product-shifts';
import { StudioError } from '@shared/errors';
import type { Job } from '../jobs';
import { boxOfRow } from '../photos/photo-paths';
import { foldName } from '../project/clean-name';
import type { OpenProject } from '../project/open-project';
import { RunStore } from '../training/run-store';
import { loadGallery } from './load-gallery';
import { readChoice } from './model-choice';
import { nearestProducts } from './nearest-products';
import type { Recogniser } from './recogniser';
import { listProducts } from './registry';

/** A photo of the dataset whose truth is known: the registered product it shows, or `null` for none of them. */
export interface KnownPhoto {
  id: string;
  extension: string;
  box: string | null;
  truth: string | null;
  /** The product it shows by its label, registered or not; `null` for things that are no product. */
  shows: string | null;
}

/** Compares photos with the gallery, in their order. Throws `no-photos`, `no-products`. */
export async function scoreKnown(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly KnownPhoto[],
  job: Job,
): Promise<ScoredPhoto[]> {
  // First, because without products there is nothing that photos could help.
  const gallery = await loadGallery(project, recogniser.version);
  if (!photos.length)
    throw new StudioError(
      'no-photos',
      'There are no labelled photos to try the threshold on. Label some first.',
    );
  const seen = photos.map((photo) => ({
    id: photo.id,
    path: project.files.pathOf(photo),
    box: boxOfRow(photo),
  }));
  const nearest = await nearestProducts(project, recogniser, gallery, seen, job);
  const trained = await trainedPhotos(project);
  return photos.map(({ id, truth, shows }, i) => ({
    photoId: id,
    truth,
    shows,
    ...nearest[i],
    trained: trained.has(id),
  }));
}

/** Scores brought to where the common threshold says what each product's own would. */
export async function comparableScores(project: OpenProject, photos: ScoredPhoto[]): Promise<ScoredPhoto[]> {
  const shifts = await project.settings.get('productShifts');
  if (!shifts) return photos;
  const byName = new Map((await listProducts(project.db)).map(({ id, name }) => [name, shifts[id] ?? 0]));
  return photos.map((photo) => shifted(photo, byName));
}

/** Names of the products that can be recognised, by their names as they are compared, and all registered photos. */
export async function knownProducts(project: OpenProject) {
  const products = await listProducts(project.db);
  // One from a list that has no photos yet cannot be recognised: to the gallery it is a stranger.
  const known = products.filter(({ references }) => references.some(({ active }) => active));
  return {
    names: new Map(known.map(({ name }) => [foldName(name), name])),
    references: new Set(products.flatMap((p) => p.references.map((r) => r.photoId))),
  };
}

/** Ids of the photos that the weights in use, or those they began with, were trained on. */
export async function trainedPhotos(project: OpenProject): Promise<ReadonlySet<string>> {
  const runs = new RunStore(project.paths.runs);
  const trained = new Set<string>();
  const seen = new Set<string>();
  for (let id = (await readChoice(project)).modelRunId; id && !seen.has(id);) {
    seen.add(id);
    const run = await runs.read(id).catch(() => null);
    for (const { photoId } of run?.train ?? []) trained.add(photoId);
    id = run?.summary.startedFrom ?? null;
  }
  return trained;
}
