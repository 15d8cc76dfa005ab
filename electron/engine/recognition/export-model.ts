import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { cellChannels, cellCount, cellScale, cellWeights } from '../network/cells';
import { encodeSafetensors, type StoredTensor } from '../network/safetensors';
import { embeddingSize } from '../network/unit';
import { writeAtomic } from '../project/atomic-file';
import type { Reference } from './gallery';
import { matchModel } from './match-cells';
import { loadGallery } from './registry';
import { scoring } from './score';

/**
 * Writes what another program needs to recognise:
 * - `model.onnx`: `image` uint8 [n, 224, 224, 3] → `embedding` [n, 1280] and `cells` int8 [n, 144, 160];
 * - `match.onnx`: `query` (one photo's cells) and `references` (rows of cells) → `best` [references, 144];
 * - `gallery.safetensors`: `embeddings` of unit length and `cells` of the references;
 * - `gallery.json`: the references' products, the threshold, and the numbers that make a score of the two.
 * @returns the paths of the files
 */
export async function exportModel(context: Context, out: string, job: Job): Promise<string[]> {
  const project = context.project();
  const [recogniser, { references }, { threshold }] = await Promise.all([
    context.recogniser(),
    loadGallery(project),
    project.describe(),
  ]);
  const gallery = {
    version: 2,
    model: recogniser.version,
    threshold,
    preprocessing: { size: [224, 224], fit: 'stretch', filter: 'bilinear, antialiased', channels: 'RGB' },
    scoring: { ...scoring, cellScale, cellWeights: [...cellWeights] },
    references: references.map(({ name, photoId }) => ({ product: name, photo: photoId })),
  };
  const files: [string, string | Uint8Array][] = [
    ['model.onnx', recogniser.model],
    ['match.onnx', matchModel()],
    ['gallery.safetensors', encodeSafetensors({ tensors: galleryTensors(references), metadata: {} })],
    ['gallery.json', JSON.stringify(gallery, null, 2)],
  ];
  await mkdir(out, { recursive: true });
  for (const [i, [name, data]] of files.entries()) {
    job.throwIfCancelled();
    await writeAtomic(join(out, name), data);
    job.report(i + 1, files.length, name);
  }
  return files.map(([name]) => join(out, name));
}

function galleryTensors(references: readonly Reference[]): Map<string, StoredTensor> {
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
