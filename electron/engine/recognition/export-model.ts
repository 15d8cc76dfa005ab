import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { encodeSafetensors } from '../network/safetensors';
import { embeddingModel } from '../network/onnx';
import { embeddingSize } from '../network/unit';
import { writeAtomic } from '../project/atomic-file';
import { loadGallery } from './registry';

/**
 * Writes what another program needs to recognise: `model.onnx` (`image` uint8 [n, 224, 224, 3] → `embedding`
 * [n, 1280]), `gallery.safetensors` (`embeddings` [references, 1280], unit length) and `gallery.json`.
 * @returns the paths of the files
 */
export async function exportModel(context: Context, out: string, job: Job): Promise<string[]> {
  const project = context.project();
  const [recogniser, { references }, { threshold }] = await Promise.all([
    context.recogniser(),
    loadGallery(project),
    project.describe(),
  ]);
  const embeddings = new Float32Array(references.length * embeddingSize);
  references.forEach(({ embedding }, i) => embeddings.set(embedding, i * embeddingSize));
  const shape = [references.length, embeddingSize];
  const gallery = {
    version: 1,
    model: recogniser.version,
    threshold,
    preprocessing: { size: [224, 224], fit: 'stretch', filter: 'bilinear, antialiased', channels: 'RGB' },
    references: references.map(({ name, photoId }) => ({ product: name, photo: photoId })),
  };
  const files: [string, string | Uint8Array][] = [
    ['model.onnx', embeddingModel(recogniser.weights)],
    [
      'gallery.safetensors',
      encodeSafetensors({ tensors: new Map([['embeddings', { shape, data: embeddings }]]), metadata: {} }),
    ],
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
