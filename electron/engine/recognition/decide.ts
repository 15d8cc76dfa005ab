import type { ImageAnswer } from '@shared/domain';
import type { ThresholdOf } from '../project/open-project';
import { type Descriptor, type Gallery, noProducts } from './gallery';

/** What a described photo, or a part of one, was taken for. Throws `no-products`. */
export async function decide(
  gallery: Gallery,
  descriptor: Descriptor,
  thresholdOf: ThresholdOf,
): Promise<Omit<ImageAnswer, 'milliseconds'>> {
  const candidates = await gallery.nearest(descriptor);
  const [best] = candidates;
  if (!best) throw noProducts();
  const threshold = thresholdOf(best.productId);
  const product = best.score >= threshold ? { id: best.productId, name: best.name } : null;
  return { product, score: best.score, threshold, candidates };
}
