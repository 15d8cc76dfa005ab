import { readBackbone } from '../../electron/engine/network/backbone';
import { Prefix } from '../../electron/engine/network/embedder';
import { featureShape, splitAt } from '../../electron/engine/network/mobilenet';
import { imageSize } from '../../electron/engine/network/unit';
import { decodePixels } from '../../electron/engine/photos/decode';
import { newModel } from '../../electron/engine/training/model';
import type { Batch, StepperOptions, TrainState } from '../../electron/engine/training/stepper';
import { productPhotos } from './photos';

const pixelCount = imageSize * imageSize * 3;

/** Real photos, `each` of every product, decoded: [n, 224, 224, 3]; labels are the products in order. */
export async function decodedPhotos(
  each: number,
  skip = 0,
): Promise<{ pixels: Uint8Array; labels: Int32Array }> {
  const photos = [...(await productPhotos()).values()].flatMap((paths, label) =>
    paths.slice(skip, skip + each).map((path) => ({ path, label })),
  );
  const pixels = new Uint8Array(photos.length * pixelCount);
  for (const [i, { path }] of photos.entries()) pixels.set(await decodePixels(path), i * pixelCount);
  return { pixels, labels: Int32Array.from(photos, ({ label }) => label) };
}

/** The bundled network's features of photos in front of a block. */
export async function featuresOf(pixels: Uint8Array, block: string): Promise<Uint16Array> {
  const prefix = await Prefix.create(splitAt(block).prefix, (await readBackbone()).weights);
  try {
    return await prefix.run(pixels);
  } finally {
    await prefix.release();
  }
}

/** What a stepper is created from, for a new head on the bundled network. */
export async function stageFrom(
  block: string,
  settings: Pick<StepperOptions, 'classes' | 'batchSize' | 'head'>,
): Promise<{ options: StepperOptions; state: TrainState }> {
  const { suffix } = splitAt(block);
  const { units, head } = newModel((await readBackbone()).weights, settings.classes, 1);
  const state = { units, head, optimizer: { step: 0, moments: new Map() } };
  return { options: { ...settings, suffix, featureShape: featureShape(block) }, state };
}

/** Photos `indices` of a batch of any size. */
export function pick({ features, labels }: Batch, indices: readonly number[]): Batch {
  const size = features.length / labels.length;
  const picked = new Uint16Array(indices.length * size);
  indices.forEach((from, to) => picked.set(features.subarray(from * size, (from + 1) * size), to * size));
  return { features: picked, labels: Int32Array.from(indices, (i) => labels[i]) };
}
