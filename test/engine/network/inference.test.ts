import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { InferenceSession } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backbone, readBackbone } from '../../../electron/engine/network/backbone';
import { Embedder, Prefix } from '../../../electron/engine/network/embedder';
import { cellChannels, cellCount, cellTaps } from '../../../electron/engine/network/cells';
import { fromFloat16 } from '../../../electron/engine/network/float16';
import { loadTensorFlow } from '../../../electron/engine/network/load-tensorflow';
import { featureShape, kernelShape, mobilenet, splitAt } from '../../../electron/engine/network/mobilenet';
import { descriptorModel, prefixModel } from '../../../electron/engine/network/onnx';
import { forward, type TF } from '../../../electron/engine/network/tensorflow';
import { embeddingSize, imageSize, type Weights } from '../../../electron/engine/network/unit';
import { decodePixels } from '../../../electron/engine/photos/decode';
import { noPhotos, productPhotos } from '../../support/photos';

let backbone: Backbone;
let weights: Weights;
beforeAll(async () => {
  backbone = await readBackbone();
  ({ weights } = backbone);
});

describe('the ONNX models', () => {
  test('the descriptor model loads and says what it takes and gives', async () => {
    const session = await InferenceSession.create(descriptorModel(weights, backbone));
    expect(session.inputMetadata).toMatchObject([
      { name: 'image', type: 'uint8', shape: ['batch', imageSize, imageSize, 3] },
    ]);
    expect(session.outputMetadata).toMatchObject([
      { name: 'cells', type: 'int8', shape: ['batch', cellCount, cellChannels] },
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
  let cells: Int8Array;

  beforeAll(async () => {
    const photos = [...(await productPhotos()).values()].map((paths) => paths[0]).slice(0, count);
    const decoded = await Promise.all(photos.map((path) => decodePixels(path)));
    decoded.forEach((photo, i) => pixels.set(photo, i * photo.length));
    embedder = await Embedder.create(weights, backbone);
    ({ embeddings, cells } = await embedder.embed(pixels));
  });
  afterAll(() => embedder?.release());

  test('a photo gets the same descriptors alone as in a batch', async () => {
    const photo = pixels.length / count;
    const alone = await embedder.embed(pixels.subarray(17 * photo, 18 * photo));
    expect(largestDifference(alone.embeddings, embeddings.subarray(17 * embeddingSize))).toBeLessThan(1e-4);
    const own = cells.subarray(17 * cellCount * cellChannels);
    expect(largestDifference(Float32Array.from(alone.cells), Float32Array.from(own))).toBeLessThan(1.5);
  });

  test('the cells are the standardized middle of two feature maps, each of unit length over √2', async () => {
    const expected = new Float32Array(cells.length);
    let from = 0;
    for (const tap of cellTaps) {
      const [channels] = featureShape(tap);
      const prefix = await Prefix.create(splitAt(tap).prefix, weights);
      const map = fromFloat16(await prefix.run(pixels));
      await prefix.release();
      fillCells(expected, map, channels, from);
      from += channels;
    }
    const cosines = Array.from({ length: count * cellCount }, (_, i) => {
      const row = [i * cellChannels, (i + 1) * cellChannels] as const;
      return cosine(Float32Array.from(cells.subarray(...row)), expected.subarray(...row));
    });
    // Eight bits a number cost a few thousandths.
    expect(Math.min(...cosines)).toBeGreaterThan(0.995);
  });

  test('weights that differ from a block on change the embedding and no cell', async () => {
    const other = new Map(weights);
    const unit = other.get('block_7_expand')!;
    other.set('block_7_expand', { ...unit, bias: unit.bias.map((value) => value + 0.3) });
    const changed = await Embedder.create(other, backbone);
    const theirs = await changed.embed(pixels);
    await changed.release();
    expect(theirs.cells).toEqual(cells);
    expect(largestDifference(theirs.embeddings, embeddings)).toBeGreaterThan(0.01);
    const whole = await Embedder.create(other, { ...backbone, weights: other });
    const expected = await whole.embed(pixels);
    await whole.release();
    expect(largestDifference(theirs.embeddings, expected.embeddings)).toBeLessThan(1e-4);
  });

  /** What `addCells` promises, by a plain loop: [photos, cells, channels], not yet scaled. */
  function fillCells(out: Float32Array, map: Float32Array, channels: number, from: number) {
    const { mean, deviation } = backbone.cells;
    for (let photo = 0; photo < count; photo++)
      for (let cell = 0; cell < cellCount; cell++) {
        const at = (1 + Math.floor(cell / 12)) * 14 + 1 + (cell % 12);
        const column = Float32Array.from(
          { length: channels },
          (_, c) => (map[(photo * channels + c) * 196 + at] - mean[from + c]) / deviation[from + c],
        );
        const length = Math.sqrt(column.reduce((sum, x) => sum + x * x, 0));
        column.forEach((x, c) => (out[(photo * cellCount + cell) * cellChannels + from + c] = x / length));
      }
  }

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
    const tensors = toTensors(tf, weights);
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

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

/** New tensors that hold the network's weights. */
function toTensors(tf: TF, weights: Weights): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const unit of mobilenet) {
    const { kernel, bias } = weights.get(unit.name)!;
    tensors.set(`${unit.name}/kernel`, tf.tensor4d(kernel, kernelShape(unit)));
    tensors.set(`${unit.name}/bias`, tf.tensor1d(bias));
  }
  return tensors;
}
