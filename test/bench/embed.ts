import { readBackbone } from '../../electron/engine/network/backbone';
import { Embedder } from '../../electron/engine/network/embedder';
import { decodePixels } from '../../electron/engine/photos/decode';
import { noPhotos, productPhotos } from '../support/photos';

const photoCount = 64;
const rounds = 5;

/** Milliseconds a photo to decode and to embed, one by one and in batches of 16; the best of five rounds. */
export default async function embed() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const paths = [...(await productPhotos()).values()].flat().slice(0, photoCount);
  const backbone = await readBackbone();
  const embedder = await Embedder.create(backbone.weights, backbone);
  const photos = await Promise.all(paths.map((path) => decodePixels(path)));
  const together = Buffer.concat(photos);
  const msPerImage = await best(() => embedder.embed(together));
  const msPerImageAlone = await best(async () => {
    for (const photo of photos) await embedder.embed(photo);
  });
  const msPerDecode = await best(() => Promise.all(paths.map((path) => decodePixels(path))));
  await embedder.release();
  return { msPerImage, msPerImageAlone, msPerDecode, photos: photoCount };
}

async function best(work: () => Promise<unknown>): Promise<number> {
  let shortest = Infinity;
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await work();
    shortest = Math.min(shortest, (performance.now() - started) / photoCount);
  }
  return shortest;
}
