import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSource } from '../../../build/backbone/nsfw';
import { readBackbone } from '../../../electron/engine/network/backbone';
import { Embedder } from '../../../electron/engine/network/embedder';
import { convertLayers } from '../../../electron/engine/network/import/convert';
import { readLayers } from '../../../electron/engine/network/import/read-layers';
import { mobilenet } from '../../../electron/engine/network/mobilenet';
import { embeddingSize, type Weights } from '../../../electron/engine/network/unit';
import { decodePixels } from '../../../electron/engine/photos/decode';
import { haveKeras, makeKerasFiles } from '../../support/keras';
import { noPhotos, productPhotos } from '../../support/photos';
import { writeLayersModel } from '../../support/layers-model';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'ramune-import-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const convert = async (name: string) => convertLayers(await readLayers(join(folder, name)));

describe.skipIf(noPhotos() || !(await haveKeras()))('a file that Keras wrote', () => {
  let pixels: Uint8Array;
  let expected: number[][];

  beforeAll(async () => {
    pixels = await decodePixels([...(await productPhotos()).values()][0][0]);
    await writeFile(join(folder, 'pixels'), pixels);
    expected = await makeKerasFiles(folder, join(folder, 'pixels'));
  });

  const embed = async (weights: Weights) => {
    const embedder = await Embedder.create(weights, await readBackbone());
    const { embeddings } = await embedder.embed(pixels);
    await embedder.release();
    return embeddings;
  };

  test.each(['named.h5', 'numbered.weights.h5', 'official.h5'])(
    '%s gives Keras’s embedding',
    async (name) => {
      const found = await embed(await convert(name));
      const largest = Math.max(...expected[0].map(Math.abs));
      expect(largest).toBeGreaterThan(0.1);
      for (let i = 0; i < embeddingSize; i++) expect(Math.abs(found[i] - expected[0][i])).toBeLessThan(1e-3);
    },
  );

  test('a whole model with its classifier is read as well', async () => {
    expect((await convert('top.h5')).size).toBe(mobilenet.length);
  });

  test('another width is refused by the first layer that does not fit', async () => {
    await expect(convert('half.h5')).rejects.toMatchObject({
      code: 'weights-unfit',
      message: expect.stringContaining('Conv1/kernel is [3, 3, 3, 16], not [3, 3, 3, 32]'),
    });
  });
});

describe('a TensorFlow.js layers model', () => {
  test('nsfwjs’s, quantized to bytes, is folded with its own BatchNorm', async () => {
    const load = createRequire(import.meta.url);
    const path = (name: string) =>
      join(import.meta.dirname, '../../../node_modules/nsfwjs/dist/models/mobilenet_v2', `${name}.min.js`);
    const { weightsManifest } = load(path('model')) as { weightsManifest: [{ weights: unknown }] };
    await mkdir(join(folder, 'nsfw'));
    const manifest = [{ paths: ['a.bin', 'b.bin'], weights: weightsManifest[0].weights }];
    await writeFile(join(folder, 'nsfw/model.json'), JSON.stringify({ weightsManifest: manifest }));
    const bytes = Buffer.from(load(path('group1-shard1of1')) as string, 'base64');
    await writeFile(join(folder, 'nsfw/a.bin'), bytes.subarray(0, 1_000_001));
    await writeFile(join(folder, 'nsfw/b.bin'), bytes.subarray(1_000_001));
    const weights = await convert('nsfw/model.json');
    const source = readSource();
    for (const unit of mobilenet) {
      const { scale, bias } = weights.get(unit.name)!;
      const { beta, mean } = source(unit);
      beta.forEach((b, c) => expect(bias[c]).toBeCloseTo(b - mean[c] * scale[c], 2));
    }
  });

  test('in float32, and nested in another model, gives its weights exactly', async () => {
    const { weights } = await readBackbone();
    await writeLayersModel(join(folder, 'nested'), weights, { prefix: 'classifier/mobilenetv2_1.00_224/' });
    const found = await convert('nested/model.json');
    for (const { name } of mobilenet) {
      expect(found.get(name)!.bias).toEqual(weights.get(name)!.bias);
      found.get(name)!.kernel.forEach((weight, i) => {
        if (Math.abs(weight - weights.get(name)!.kernel[i]) > 1e-6) expect.fail(name);
      });
    }
  });

  test('without a layer, and without a shard, it is refused by name', async () => {
    const { weights } = await readBackbone();
    await writeLayersModel(join(folder, 'less'), weights, { leaveOut: 'block_7_project_BN/beta' });
    await expect(convert('less/model.json')).rejects.toMatchObject({
      code: 'weights-unfit',
      message: expect.stringContaining('The layer block_7_project_BN has no beta'),
    });
    await rm(join(folder, 'less/weights.bin'));
    await expect(convert('less/model.json')).rejects.toMatchObject({ code: 'weights-broken' });
  });
});

test.each([
  ['notes.txt', 'words', 'It has to be a Keras .keras or .h5 file'],
  ['broken.h5', 'no HDF5', 'damaged, or not in the HDF5 format'],
  ['broken.json', '{', 'missing or damaged'],
])('%s is refused', async (name, content, why) => {
  await writeFile(join(folder, name), content);
  const message = expect.stringContaining(why);
  await expect(readLayers(join(folder, name))).rejects.toMatchObject({ code: 'weights-broken', message });
  await expect(readLayers(join(folder, `no-${name}`))).rejects.toMatchObject({ code: 'weights-broken' });
});
