import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presets } from '@shared/recipe';
import { Random } from '@shared/random';
import { registerArcFace } from '../../../electron/engine/bundle/heads/arcface.js';
import { createEngine } from '../../../electron/engine/engine';
import { readBackbone } from '../../../electron/engine/network/backbone';
import { Embedder } from '../../../electron/engine/network/embedder';
import { encodeHdf5 } from '../../../electron/engine/network/export/hdf5';
import { convertLayers } from '../../../electron/engine/network/import/convert';
import { readLayers } from '../../../electron/engine/network/import/read-layers';
import { mobilenet } from '../../../electron/engine/network/mobilenet';
import { embeddingSize, type Weights } from '../../../electron/engine/network/unit';
import { saveBest } from '../../../electron/engine/training/checkpoint';
import { newModel } from '../../../electron/engine/training/model';
import { RunStore } from '../../../electron/engine/training/run-store';
import { runRecord } from '../../support/run-record';
import { haveKeras, loadInKeras } from '../../support/keras';

const classes = ['緑茶', 'Cola', 'Ramune'];
const photos = 2;
const photoSize = 224 * 224 * 3;

let folder: string;
let weights: Weights;
let head: Float32Array;
let pixels: Uint8Array;
let embeddings: Float32Array;
const at = (...names: string[]) => join(folder, ...names);

/** A project that recognises with a run's weights, exported both ways; and without a run. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ramune-export-'));
  const random = new Random(7);
  pixels = Uint8Array.from(
    { length: photos * photoSize },
    (_, i) => 128 + 90 * Math.sin(i / 3e3) + random.between(-30, 30),
  );
  await writeFile(at('pixels'), pixels);
  const backbone = await readBackbone();
  const model = newModel(backbone.weights, classes.length, 3);
  [weights, head] = [model.units, model.head];
  const embedder = await Embedder.create(weights, backbone);
  ({ embeddings } = await embedder.embed(pixels));
  await embedder.release();
  const { handlers, session, close } = createEngine(() => {});
  await handlers['project.create']({ folder: at('project') });
  await handlers['project.export']({ out: at('plain'), format: 'keras', job: 'export' });
  const { paths, settings } = session.project();
  const runs = new RunStore(paths.runs);
  await runs.write({ version: 1, summary: runRecord({ id: 'run-1', classes }), train: [], val: [] });
  await saveBest(runs.bestPath('run-1'), model);
  await settings.set('modelRunId', 'run-1');
  for (const format of ['keras', 'tfjs'] as const)
    await handlers['project.export']({ out: at(format), format, job: 'export' });
  await close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const farthest = (found: ArrayLike<number>, wanted: ArrayLike<number>) =>
  Array.from(found).reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i])), 0);

/** Softmax over s·cos θ, one photo after another. */
function shares(): number[] {
  const row = (data: Float32Array, i: number) =>
    Array.from(data.subarray(i * embeddingSize, (i + 1) * embeddingSize));
  const unit = (values: number[]) => values.map((value) => value / Math.hypot(...values));
  return Array.from({ length: photos }, (_, i) => {
    const photo = unit(row(embeddings, i));
    const powers = classes.map((_, k) => {
      const cosine = unit(row(head, k)).reduce((sum, x, j) => sum + x * photo[j], 0);
      return Math.exp(presets.quick.head.s * cosine);
    });
    return powers.map((power) => power / powers.reduce((a, b) => a + b));
  }).flat();
}

test.each(['keras/model.keras', 'keras/mobilenetv2.h5', 'tfjs/model.json'])(
  '%s comes back as it went',
  async (name) => {
    const found = convertLayers(await readLayers(at(name)));
    for (const { name } of mobilenet)
      for (const part of ['kernel', 'bias', 'scale'] as const) {
        const [now, before] = [found.get(name)![part], weights.get(name)![part]];
        const size = before.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(farthest(now, before)).toBeLessThanOrEqual(1e-6 * size);
      }
    const backbone = await readBackbone();
    const embedder = await Embedder.create(found, backbone);
    expect(farthest((await embedder.embed(pixels)).embeddings, embeddings)).toBeLessThan(1e-4);
    await embedder.release();
  },
);

test('a network without a run has no head', async () => {
  const { head: none, input } = JSON.parse(await readFile(at('plain/network.json'), 'utf8'));
  expect(none).toBeNull();
  expect(input).toMatchObject({ size: [224, 224], range: [-1, 1] });
  await expect(readFile(at('plain/arcface.py'))).rejects.toThrow('ENOENT');
});

test('a group of HDF5 that is too large is refused', () => {
  const children = Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`m${i}`, { children: {} }]));
  expect(() => encodeHdf5({ children })).toThrow('257 members');
});

describe.skipIf(!(await haveKeras()))('Keras', () => {
  test('loads a trained network with its head, and the standard network with its weights', async () => {
    const { whole, standard, sameNames } = await loadInKeras(at('keras'), at('pixels'));
    expect(sameNames).toBe(true);
    expect(farthest(whole[0].flat(), embeddings)).toBeLessThan(1e-3);
    expect(farthest(standard.flat(), embeddings)).toBeLessThan(1e-3);
    expect(farthest(whole[1].flat(), shares())).toBeLessThan(1e-3);
    expect(Math.max(...embeddings)).toBeGreaterThan(0.1);
  });

  test('loads a network without a head', async () => {
    const { whole, standard } = await loadInKeras(at('plain'), at('pixels'));
    expect(whole).toHaveLength(1);
    expect(farthest(whole[0].flat(), standard.flat())).toBeLessThan(1e-4);
  });
});

test('TensorFlow.js loads the LayersModel with its head', async () => {
  registerArcFace(tfjs);
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(at('tfjs/model.json'), 'utf8'));
  const { buffer } = new Uint8Array(await readFile(at('tfjs/weights.bin')));
  const artifacts = { modelTopology, weightSpecs: weightsManifest[0].weights, weightData: buffer };
  const model = await tfjs.loadLayersModel(tfjs.io.fromMemory(artifacts));
  const image = tfjs.tensor(
    Float32Array.from(pixels.subarray(0, photoSize), (x) => x / 127.5 - 1),
    [1, 224, 224, 3],
  );
  const [embedding, share] = (await model.predict(image)) as tfjs.Tensor[];
  expect(farthest(await embedding.data(), embeddings)).toBeLessThan(1e-3);
  expect(farthest(await share.data(), shares())).toBeLessThan(1e-3);
  expect(model.getLayer('block_13_expand').name).toBe('block_13_expand');
});
