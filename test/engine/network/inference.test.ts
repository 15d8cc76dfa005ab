import { InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBackbone } from '../../../electron/engine/network/backbone';
import { Embedder, Prefix } from '../../../electron/engine/network/embedder';
import { fromFloat16 } from '../../../electron/engine/network/float16';
import { loadTensorFlow } from '../../../electron/engine/network/load-tensorflow';
import { featureShape, mobilenet, splitAt } from '../../../electron/engine/network/mobilenet';
import { embeddingModel, prefixModel } from '../../../electron/engine/network/onnx';
import { forward, toTensors } from '../../../electron/engine/network/tensorflow';
import { embeddingSize, imageSize, type Weights } from '../../../electron/engine/network/unit';
import { decodePixels } from '../../../electron/engine/photos/decode';
import { noPhotos, productPhotos } from '../../support/photos';

let weights: Weights;
beforeAll(async () => {
  weights = await readBackbone();
});

describe('the ONNX models', () => {
  test('the embedding model loads and says what it takes and gives', async () => {
    const session = await InferenceSession.create(embeddingModel(weights));
    expect(session.inputMetadata).toMatchObject([
      { name: 'image', type: 'uint8', shape: ['batch', imageSize, imageSize, 3] },
    ]);
    expect(session.outputMetadata).toMatchObject([
      { name: 'embedding', type: 'float32', shape: ['batch', embeddingSize] },
    ]);
    await session.release();
  });

  test.each(['head', 'Conv_1', 'block_13', 'block_6', 'block_1'])('a prefix up to %s', async (block) => {
    const session = await InferenceSession.create(prefixModel(splitAt(block).prefix, weights));
    expect(session.outputMetadata).toMatchObject([
      { name: 'features', type: 'float16', shape: ['batch', ...featureShape(block)] },
    ]);
    await session.release();
  });
});

describe.skipIf(noPhotos())('on real photos', () => {
  const count = 18; // more than one of the embedder's batches, and not a multiple of it
  const pixels = new Uint8Array(count * imageSize * imageSize * 3);
  let embedder: Embedder;
  let embeddings: Float32Array;

  beforeAll(async () => {
    const photos = [...(await productPhotos()).values()].map((paths) => paths[0]).slice(0, count);
    const decoded = await Promise.all(photos.map(decodePixels));
    decoded.forEach((photo, i) => pixels.set(photo, i * photo.length));
    embedder = await Embedder.create(weights);
    embeddings = await embedder.embed(pixels);
  });
  afterAll(() => embedder?.release());

  test('a photo gets the same embedding alone as in a batch', async () => {
    const photo = pixels.length / count;
    const alone = await embedder.embed(pixels.subarray(17 * photo, 18 * photo));
    expect(largestDifference(alone, embeddings.subarray(17 * embeddingSize))).toBeLessThan(1e-4);
  });

  test('the features in front of the head average to the embedding', async () => {
    const prefix = await Prefix.create(mobilenet, weights);
    const features = fromFloat16(await prefix.run(pixels));
    await prefix.release();
    const pooled = Float32Array.from(embeddings, (_, i) => mean(features.subarray(i * 49, (i + 1) * 49)));
    // float16 keeps 11 bits of numbers up to 6.
    expect(largestDifference(pooled, embeddings)).toBeLessThan(2e-3);
  });

  test('bytes that are no whole photos are refused', async () => {
    await expect(embedder.embed(pixels.subarray(1))).rejects.toThrow(/whole number of photos/);
  });

  const loaded = loadTensorFlow();
  test.skipIf(!loaded.available)('TensorFlow.js gives the same embeddings to 1e-4', () => {
    if (!loaded.available) return;
    const { tf } = loaded;
    const tensors = toTensors(tf, mobilenet, weights);
    const theirs = tf.tidy(() => {
      const image = tf.tensor4d(Int32Array.from(pixels), [count, imageSize, imageSize, 3], 'int32');
      const x = image.toFloat().div(127.5).sub<typeof image>(1);
      return forward(tf, mobilenet, tensors, x).mean([1, 2]).dataSync() as Float32Array;
    });
    tf.dispose([...tensors.values()]);
    expect(largestDifference(theirs, embeddings)).toBeLessThan(1e-4);
    expect(tf.memory().numTensors).toBe(0);
  });
});

const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
