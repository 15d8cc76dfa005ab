import { basename } from 'node:path';
import type { ImageAnswer, PhotoSource, Recognition } from '@shared/domain';
import type { Context } from '../context';
import { pathOfPhoto } from '../photos/photo-paths';
import type { OpenProject, ThresholdOf } from '../project/open-project';
import type { Descriptor, Gallery } from './gallery';
import { loadGallery } from './load-gallery';
import type { Recogniser } from './recogniser';

/** Finds the product in each photo; none where the nearest scores under the threshold. Throws `no-products`. */
export async function recognise(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly PhotoSource[],
  thresholdOf: ThresholdOf,
): Promise<Recognition[]> {
  const gallery = await loadGallery(project, recogniser.version);
  // Before the new ones are added, since there may be more of them than are kept.
  await project.files.forgetOldQueries();
  const files = await Promise.all(photos.map((photo) => fileOf(project, photo)));
  const started = performance.now();
  const descriptors = await recogniser.describe(files.map(({ path }) => path));
  const answers = [];
  for (const [i, { id, name }] of files.entries())
    answers.push({ photoId: id, name, ...(await decide(gallery, descriptors[i], thresholdOf)) });
  const milliseconds = (performance.now() - started) / photos.length;
  return answers.map((answer) => ({ ...answer, milliseconds }));
}

/**
 * Finds the product in one picture that is no file, such as a camera's; nothing of it is kept. `threshold`: the
 * project's own when absent. Throws `photo-broken`, `no-products`.
 */
export async function recogniseImage(
  context: Context,
  image: Uint8Array,
  threshold?: number,
): Promise<ImageAnswer> {
  const started = performance.now();
  const project = context.project();
  const recogniser = await context.recogniser();
  const gallery = await loadGallery(project, recogniser.version);
  const [descriptor] = await recogniser.describe([
    Buffer.from(image.buffer, image.byteOffset, image.byteLength),
  ]);
  const answer = await decide(gallery, descriptor, await thresholdIn(project, threshold));
  return { ...answer, milliseconds: performance.now() - started };
}

/** The threshold that was asked for, or each product's own. */
export async function thresholdIn(project: OpenProject, asked?: number): Promise<ThresholdOf> {
  return asked === undefined ? project.thresholdOf() : () => asked;
}

async function decide(
  gallery: Gallery,
  descriptor: Descriptor,
  thresholdOf: ThresholdOf,
): Promise<Omit<ImageAnswer, 'milliseconds'>> {
  const candidates = await gallery.nearest(descriptor);
  const [best] = candidates;
  const threshold = thresholdOf(best.productId);
  const product = best.score >= threshold ? { id: best.productId, name: best.name } : null;
  return { product, score: best.score, threshold, candidates };
}

async function fileOf(project: OpenProject, photo: PhotoSource) {
  if ('photoId' in photo) {
    const path = await pathOfPhoto(project, photo.photoId);
    return { id: photo.photoId, name: basename(path), path };
  }
  return { ...(await project.files.addQuery(photo.path)), name: basename(photo.path) };
}
