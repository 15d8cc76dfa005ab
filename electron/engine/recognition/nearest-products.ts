import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Job } from '../jobs';
import type { PhotoFile } from '../photos/decode';
import { forgetCaches, fromJson, makeOnce, type Seen, toJson } from '../photos/photo-cache';
import type { OpenProject } from '../project/open-project';
import { type Gallery, noProducts } from './gallery';
import type { Recogniser } from './recogniser';
import { scoring } from './score';

const atOnce = 32;

const Nearest = z.object({ nearest: z.string(), score: z.number() });
/** The registered product that a photo is most like, by name, and how much; see `scoreOf`. */
export type Nearest = z.infer<typeof Nearest>;

/**
 * What photos of a project are most like, in their order. Those that were compared with the very same gallery before are
 * read from a cache, so that a new label or a new photo costs next to nothing; what is made is kept even when the rest is
 * cancelled. `gallery`: the project's, for this recogniser. Throws `no-products`, `photo-broken`, `cancelled`.
 */
export async function nearestProducts<P extends PhotoFile & Seen>(
  project: OpenProject,
  recogniser: Recogniser,
  gallery: Gallery,
  photos: readonly P[],
  job: Job,
): Promise<Nearest[]> {
  const { revision } = gallery;
  // A product may be registered or taught meanwhile.
  const isCurrent = () => gallery.revision === revision;
  const path = await pathOfCache(project, recogniser.version, gallery);
  const make = (group: readonly P[]) => compare(recogniser, gallery, group);
  const kept = { toBytes: toJson, fromBytes: fromJson(Nearest) };
  const found = await makeOnce(project, photos, job, { path, atOnce, make, isCurrent, ...kept });
  return found as Nearest[]; // One that cannot be read throws.
}

async function compare(
  recogniser: Recogniser,
  gallery: Gallery,
  photos: readonly PhotoFile[],
): Promise<Nearest[]> {
  const out = [];
  for (const descriptor of await recogniser.describe(photos)) {
    const [best] = await gallery.nearest(descriptor, 1);
    if (!best) throw noProducts();
    out.push({ nearest: best.name, score: best.score });
  }
  return out;
}

/** The caches of galleries that are no more go. */
async function pathOfCache({ paths }: OpenProject, model: string, gallery: Gallery): Promise<string> {
  const folder = join(paths.cache, 'scores');
  const name = fingerprint(model, gallery);
  await forgetCaches(folder, [name]);
  return join(folder, `${name}.db`);
}

/** Of all that a score depends on beside the photo. */
function fingerprint(model: string, gallery: Gallery): string {
  const references = gallery.references
    .map(({ productId, name, photoId, box, weight }) => [productId, name, photoId, box, weight])
    .map((one) => JSON.stringify(one));
  const all = JSON.stringify([model, scoring, references.sort()]);
  return createHash('sha256').update(all).digest('hex').slice(0, 32);
}
