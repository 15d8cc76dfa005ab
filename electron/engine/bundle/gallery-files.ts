import { StudioError } from '@shared/errors';
import { cellChannels, cellCount, cellScale, cellWeights } from '../network/cells';
import { encodeSafetensors, type StoredTensor } from '../network/safetensors';
import { embeddingSize } from '../network/unit';
import { boxOfRow } from '../photos/photo-paths';
import type { OpenProject, ThresholdOf } from '../project/open-project';
import { shortlistSize } from '../recognition/gallery';
import { DescriptorCache } from '../recognition/descriptors';
import { loadGallery } from '../recognition/load-gallery';
import { scoring } from '../recognition/score';
import type { GalleryPhoto } from './compare-precisions';
import type { BundleFile } from './manifest';
import { bundleVersion } from './runners/node/bundle.mjs';

/** Every reference of every product, described by `model`, with the path of its photo. Throws `no-products`. */
export async function readReferences(project: OpenProject, model: string): Promise<GalleryPhoto[]> {
  const { references } = await loadGallery(project, model);
  const descriptors = await new DescriptorCache(project.db, model).read(references);
  const rows = await project.db.selectFrom('product_references').select(['photo_id', 'extension']).execute();
  const extensions = new Map(rows.map((row) => [row.photo_id, row.extension]));
  return references.map((reference) => {
    const extension = extensions.get(reference.photoId);
    const descriptor = descriptors.get(reference.id);
    if (extension === undefined || !descriptor)
      throw new StudioError('not-found', 'A registered photo is missing.', reference.photoId);
    const path = project.files.pathOf({ id: reference.photoId, extension });
    return { ...reference, ...descriptor, file: { path, box: boxOfRow(reference) } };
  });
}

/**
 * `gallery.json` and `gallery.safetensors`: the references, the threshold, those of products that have their own, and
 * the numbers that make a score of the two.
 */
export function galleryFiles(
  references: readonly GalleryPhoto[],
  model: string,
  threshold: number,
  thresholdOf: ThresholdOf,
): BundleFile[] {
  const gallery = {
    version: bundleVersion,
    model,
    threshold,
    preprocessing: { size: [224, 224], fit: 'stretch', filter: 'bilinear, antialiased', channels: 'RGB' },
    scoring: { ...scoring, cellScale, cellWeights: [...cellWeights], shortlist: shortlistSize },
    references: references.map(({ productId, name, photoId, weight }) => ({
      product: name,
      photo: photoId,
      weight,
      ...(thresholdOf(productId) !== threshold && { threshold: thresholdOf(productId) }),
    })),
  };
  const tensors = encodeSafetensors({ tensors: galleryTensors(references), metadata: {} });
  return [
    { path: 'gallery.json', data: Buffer.from(JSON.stringify(gallery, null, 2)) },
    { path: 'gallery.safetensors', data: tensors },
  ];
}

function galleryTensors(references: readonly GalleryPhoto[]): Map<string, StoredTensor> {
  const count = references.length;
  const embeddings = new Float32Array(count * embeddingSize);
  const cells = new Int8Array(count * cellCount * cellChannels);
  references.forEach((reference, i) => {
    embeddings.set(reference.embedding, i * embeddingSize);
    cells.set(reference.cells, i * cellCount * cellChannels);
  });
  return new Map<string, StoredTensor>([
    ['embeddings', { shape: [count, embeddingSize], data: embeddings }],
    ['cells', { shape: [count, cellCount, cellChannels], data: cells }],
  ]);
}
