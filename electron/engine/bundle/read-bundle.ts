import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { InferenceSession } from 'onnxruntime-node';
import { z } from 'zod';
import { StudioError } from '@shared/errors';
import { cellChannels, cellCount } from '../network/cells';
import { decodeSafetensors } from '../network/safetensors';
import { embeddingSize } from '../network/unit';
import { BundleError, checkBundle, isInside } from './runners/node/bundle.mjs';

/** What a bundle is, once all of it was found whole. */
export interface BundleSummary {
  made: string;
  /** Names the model, as the gallery's descriptors do. */
  model: string;
  precisions: string[];
  threshold: number;
  products: number;
  references: number;
  files: number;
}

type Read = (path: string) => Promise<Uint8Array | null>;

const Gallery = z.object({
  threshold: z.number(),
  references: z.array(z.object({ product: z.string(), weight: z.number() })),
});

/** A zip that unpacks to more is refused. */
const mostBytes = 2 ** 32;

/**
 * Reads a bundle, a folder or a `.zip`, as its programs would: the manifest, every checksum, the gallery's shapes and
 * the models in onnxruntime. Throws `bundle-broken` and `bundle-newer`.
 */
export async function readBundle(path: string): Promise<BundleSummary> {
  const read = await openBundle(path);
  const { made, model, models, files } = await checkBundle(basename(path), read).catch((error) => {
    if (!(error instanceof BundleError)) throw error;
    throw new StudioError(error.reason === 'newer' ? 'bundle-newer' : 'bundle-broken', error.message);
  });
  const { threshold, references } = await readGallery(read);
  for (const file of ['match.onnx', ...models.map((one) => one.file)]) await tryModel(file, read);
  return {
    made,
    model,
    precisions: models.map(({ precision }) => precision),
    threshold,
    products: new Set(references.map(({ product }) => product)).size,
    references: references.length,
    files: files.length,
  };
}

async function openBundle(path: string): Promise<Read> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (error) => {
      throw broken(`${path} cannot be opened.`, error);
    },
  );
  if (isFolder) return (file) => readFile(join(path, file)).catch(() => null);
  const files = unpack(await readFile(path), basename(path));
  return async (file) => files[file] ?? null;
}

/** The files of a zip; nothing of it is written to the disk. */
function unpack(zip: Uint8Array, name: string): Record<string, Uint8Array> {
  let bytes = 0;
  const filter = (file: { name: string; originalSize: number }) => {
    bytes += file.originalSize;
    if (bytes > mostBytes) throw broken(`${name} would unpack to more than 4 GB. It is not a bundle.`);
    if (isInside(file.name.replace(/\/$/, ''))) return !file.name.endsWith('/');
    throw broken(`${name} holds a file that would be written outside it (${file.name}). Do not use it.`);
  };
  try {
    return unzipSync(zip, { filter });
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw broken(`${name} is not a whole zip file. Copy it again.`, error);
  }
}

async function readGallery(read: Read): Promise<z.infer<typeof Gallery>> {
  try {
    const gallery = Gallery.parse(JSON.parse(new TextDecoder().decode((await read('gallery.json'))!)));
    const { tensors } = decodeSafetensors((await read('gallery.safetensors'))!);
    const count = gallery.references.length;
    const shapes = { embeddings: [count, embeddingSize], cells: [count, cellCount, cellChannels] };
    for (const [name, shape] of Object.entries(shapes))
      if (String(tensors.get(name)?.shape) !== String(shape)) throw new Error(`${name} is not [${shape}].`);
    return gallery;
  } catch (error) {
    throw broken('The gallery in the bundle does not fit its numbers. Export it again.', error);
  }
}

async function tryModel(file: string, read: Read): Promise<void> {
  try {
    const session = await InferenceSession.create((await read(file))!, { logSeverityLevel: 3 });
    await session.release();
  } catch (error) {
    throw broken(`${file} in the bundle is no model that onnxruntime opens. Export it again.`, error);
  }
}

const broken = (message: string, error: unknown = '') =>
  new StudioError('bundle-broken', message, String(error));
