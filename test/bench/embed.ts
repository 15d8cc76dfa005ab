import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBackbone } from '../../electron/engine/network/backbone';
import { Embedder } from '../../electron/engine/network/embedder';
import { decodeBatch } from '../../electron/engine/photos/decode';
import { noPhotos } from '../support/photos';
import { withPeers } from './peers/peer';
import { bundledWeights, photoFile } from './peers/photo-file';
import { interleaved, ratio, timed } from './peers/rounds';

const photoCount = 64;
const rounds = 5;
const warmUps = 1;

/**
 * Milliseconds a photo, the best of five rounds: to decode, to describe in batches (embedding and cells) and one by one.
 * Ratios: to describe against what Keras and PyTorch take for the embedding alone, in batches of 16.
 */
export default async function embed() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const folder = await mkdtemp(join(tmpdir(), 'ramune-embed-'));
  const backbone = await readBackbone();
  const embedder = await Embedder.create(backbone.weights, backbone);
  try {
    const { pixels, paths, open } = await photoFile(folder, photoCount);
    return await withPeers(bundledWeights, [false, true], async (peers) => {
      for (const peer of peers) await peer.ask(open);
      const perPhoto = (work: () => Promise<unknown>) => async () => (await timed(work)) / photoCount;
      const ours = {
        described: perPhoto(() => embedder.embed(pixels)),
        alone: perPhoto(() => embedOneByOne(embedder, pixels)),
        decoded: perPhoto(() => decodeBatch(paths)),
      };
      const theirs = peers.map((peer) => [peer.name, () => peer.time({ call: 'embed' })] as const);
      const times = await interleaved({ ...ours, ...Object.fromEntries(theirs) }, rounds, warmUps);
      return {
        msPerImage: times.described.min,
        msPerImageAlone: times.alone.min,
        msPerDecode: times.decoded.min,
        msPerImageKeras: times.keras?.min ?? null,
        msPerImagePyTorch: times.pytorch?.min ?? null,
        ratioToKeras: { onnx: ratio(times.described, times.keras) },
        ratioToKerasTuned: { onnx: ratio(times.described, times['keras tuned']) },
        ratioToPyTorch: { onnx: ratio(times.described, times.pytorch) },
        ratioToPyTorchTuned: { onnx: ratio(times.described, times['pytorch tuned']) },
        photos: photoCount,
      };
    });
  } finally {
    await embedder.release();
    await rm(folder, { recursive: true, force: true });
  }
}

async function embedOneByOne(embedder: Embedder, pixels: Uint8Array): Promise<void> {
  const size = pixels.length / photoCount;
  for (let i = 0; i < photoCount; i++) await embedder.embed(pixels.subarray(i * size, (i + 1) * size));
}
