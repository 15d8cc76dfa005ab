import { basename } from 'node:path';
import type { FoundItems, ImageAnswer, PhotoSource, Recognition } from '@shared/domain';
import type { Context } from '../context';
import { pathOfPhoto } from '../photos/photo-paths';
import type { OpenProject, ThresholdOf } from '../project/open-project';
import { decide } from './decide';
import { findItems } from './find-items';
import { loadGallery } from './load-gallery';
import type { Recogniser } from './recogniser';

/**
 * Finds the product in each photo; none where the nearest scores under the threshold. `items`: looks for several too.
 * @throws StudioError `no-products`, `no-detector`
 */
export async function recognise(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly PhotoSource[],
  thresholdOf: ThresholdOf,
  items = false,
): Promise<Recognition[]> {
  const gallery = await loadGallery(project, recogniser.version);
  // Before the new ones are added, since there may be more of them than are kept.
  await project.files.forgetOldQueries();
  const files = await Promise.all(photos.map((photo) => fileOf(project, photo)));
  const started = performance.now();
  const descriptors = await recogniser.describe(files.map(({ path }) => path));
  const answers = [];
  for (const [i, { id, name, path }] of files.entries())
    answers.push({
      photoId: id,
      name,
      ...(await decide(gallery, descriptors[i], thresholdOf)),
      ...(items && { found: await findItems(path, recogniser, gallery, thresholdOf) }),
    });
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
  const [descriptor] = await recogniser.describe([bufferOf(image)]);
  const answer = await decide(gallery, descriptor, await thresholdIn(project, threshold));
  return { ...answer, milliseconds: performance.now() - started };
}

/** The same for every packaged product that the detector finds in one picture. Throws also `no-detector`. */
export async function recogniseItems(
  context: Context,
  image: Uint8Array,
  threshold?: number,
): Promise<FoundItems> {
  const project = context.project();
  const recogniser = await context.recogniser();
  const gallery = await loadGallery(project, recogniser.version);
  return findItems(bufferOf(image), recogniser, gallery, await thresholdIn(project, threshold));
}

const bufferOf = (image: Uint8Array) => Buffer.from(image.buffer, image.byteOffset, image.byteLength);

/** The threshold that was asked for, or each product's own. */
export async function thresholdIn(project: OpenProject, asked?: number): Promise<ThresholdOf> {
  return asked === undefined ? project.thresholdOf() : () => asked;
}

async function fileOf(project: OpenProject, photo: PhotoSource) {
  if ('photoId' in photo) {
    const path = await pathOfPhoto(project, photo.photoId);
    return { id: photo.photoId, name: basename(path), path };
  }
  return { ...(await project.files.addQuery(photo.path)), name: basename(photo.path) };
}
