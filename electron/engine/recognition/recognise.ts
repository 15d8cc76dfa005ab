import { basename } from 'node:path';
import type { PhotoSource, Recognition } from '@shared/domain';
import { pathOfPhoto } from '../photos/photo-paths';
import type { OpenProject } from '../project/open-project';
import type { Gallery } from './gallery';
import type { Recogniser } from './recogniser';

/** Finds the product in each photo; none where the nearest scores under the threshold. */
export async function recognise(
  project: OpenProject,
  recogniser: Recogniser,
  gallery: Gallery,
  photos: readonly PhotoSource[],
  threshold: number,
): Promise<Recognition[]> {
  // Before the new ones are added, since there may be more of them than are kept.
  await project.files.forgetOldQueries();
  const files = await Promise.all(photos.map((photo) => fileOf(project, photo)));
  const started = performance.now();
  const descriptors = await recogniser.describe(files.map(({ path }) => path));
  const answers: Omit<Recognition, 'milliseconds'>[] = [];
  for (const [i, { id, name }] of files.entries()) {
    const candidates = await gallery.nearest(descriptors[i]);
    const [best] = candidates;
    const product = best.score >= threshold ? { id: best.productId, name: best.name } : null;
    answers.push({ photoId: id, name, product, score: best.score, threshold, candidates });
  }
  const milliseconds = (performance.now() - started) / photos.length;
  return answers.map((answer) => ({ ...answer, milliseconds }));
}

async function fileOf(project: OpenProject, photo: PhotoSource) {
  if ('photoId' in photo) {
    const path = await pathOfPhoto(project, photo.photoId);
    return { id: photo.photoId, name: basename(path), path };
  }
  return { ...(await project.files.addQuery(photo.path)), name: basename(photo.path) };
}
