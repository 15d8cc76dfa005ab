import type { ProductHealth, ScoredPhoto } from '@shared/domain';
import type { Context } from '../context';
import type { Job } from '../jobs';
import type { ThresholdOf } from '../project/open-project';
import { DescriptorCache } from './descriptors';
import { type Descriptor, dot, type Gallery, type Reference } from './gallery';
import { loadGallery } from './load-gallery';
import { listProducts } from './registry';
import { scorePhotos } from './tune';

/** Photos that a product should have. */
const enoughPhotos = 3;
/** Mean distance, 1 − cosine, under which the photos of a product show the same thing. */
const sameThing = 0.02;
/** Share of its labelled photos that may be refused. */
const mostRefused = 0.1;

/**
 * How well each product can be told from the others: how far its registered photos are apart, which other product each
 * of them would be taken for if its own were not there, and how many of its labelled photos are refused. Those that
 * need better photos come first. Throws `no-products`.
 */
export async function productHealth(context: Context, job: Job): Promise<ProductHealth[]> {
  const project = context.project();
  const recogniser = await context.recogniser();
  const gallery = await loadGallery(project, recogniser.version);
  const thresholdOf = await project.thresholdOf();
  const scored = await labelledScores(context, job);
  const descriptors = new DescriptorCache(project.db, recogniser.version);
  const products = await listProducts(project.db);
  const out: ProductHealth[] = [];
  for (const { id, name } of products) {
    job.throwIfCancelled();
    const own = gallery.references.filter(({ productId }) => productId === id);
    const described = await descriptors.read(own);
    const rival = await nearestRival(gallery, own, described, thresholdOf);
    const photos = scored.filter(({ truth }) => truth === name);
    const refused = photos.filter(({ nearest, score }) => nearest !== name || score < thresholdOf(id)).length;
    const figures = { photos: own.length, spread: spreadOf([...described.values()]), rival };
    out.push({
      id,
      name,
      ...figures,
      tried: photos.length,
      refused,
      needs: [
        ...(own.length < enoughPhotos ? (['more'] as const) : []),
        ...(figures.spread !== null && figures.spread < sameThing ? (['sides'] as const) : []),
        ...(rival && rival.score >= thresholdOf(rival.id) ? (['difference'] as const) : []),
        ...(refused > mostRefused * photos.length ? (['likeness'] as const) : []),
      ],
    });
    job.report(out.length, products.length, name);
  }
  return out.sort((a, b) => b.needs.length - a.needs.length || (b.rival?.score ?? 0) - (a.rival?.score ?? 0));
}

/** Without labelled photos nothing is known of refusals. */
async function labelledScores(context: Context, job: Job): Promise<ScoredPhoto[]> {
  try {
    return await scorePhotos(context.project(), await context.recogniser(), job);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'no-photos') return [];
    throw error;
  }
}

/** The other product that one of the photos is most like; before all others one that it would be taken for. */
async function nearestRival(
  gallery: Gallery,
  own: readonly Reference[],
  described: ReadonlyMap<number, Descriptor>,
  thresholdOf: ThresholdOf,
): Promise<ProductHealth['rival']> {
  // Scores are at most 1.
  const rank = (id: number, score: number) => score + (score >= thresholdOf(id) ? 1 : 0);
  let best: ProductHealth['rival'] = null;
  for (const { id, productId, photoId } of own) {
    const descriptor = described.get(id);
    const candidates = descriptor ? await gallery.nearest(descriptor, 2) : [];
    const other = candidates.find((one) => one.productId !== productId);
    if (other && (!best || rank(other.productId, other.score) > rank(best.id, best.score)))
      best = {
        id: other.productId,
        name: other.name,
        score: other.score,
        photoId,
        itsPhotoId: other.photoId,
      };
  }
  return best;
}

/** Mean of 1 − cosine over all pairs; `null` for fewer than two. */
function spreadOf(descriptors: readonly Descriptor[]): number | null {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < descriptors.length; i++)
    for (let k = i + 1; k < descriptors.length; k++) {
      sum += 1 - dot(descriptors[i].embedding, descriptors[k].embedding);
      pairs++;
    }
  return pairs ? sum / pairs : null;
}
