import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { decodeBackbone, readBackbone } from '../../../electron/engine/network/backbone';
import type { UnitWeights, Weights } from '../../../electron/engine/network/unit';
import { presets, type Recipe } from '@shared/recipe';
import { readModel, saveBest } from '../../../electron/engine/training/checkpoint';
import { newModel } from '../../../electron/engine/training/model';
import { RunStore } from '../../../electron/engine/training/run-store';
import { haveKeras, makeKerasFiles } from '../../support/keras';
import { writeLayersModel } from '../../support/layers-model';
import { noPhotos, productPhotos } from '../../support/photos';
import { startWeightsServer } from '../../support/weights-server';

const job = 'weights';
const keras = await haveKeras();

describe.skipIf(noPhotos())('the backbones of a project', () => {
  let root: string;
  let folder: string;
  let engine: Engine;
  let photos: string[];
  let trained: Promise<void>;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-backbones-'));
    folder = join(root, 'project');
    trained = new Promise((resolve) => {
      engine = createEngine((name) => name === 'train.end' && resolve());
    });
    await engine.handlers['project.create']({ folder });
    photos = [...(await productPhotos()).values()].flatMap((paths) => paths.slice(0, 2));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const addPhotos = () => engine.handlers['photos.import']({ paths: photos.slice(0, 20), job });
  const models = async () => {
    const { db } = engine.session.project();
    const rows = await db.selectFrom('product_descriptors').select('model').distinct().execute();
    return rows.map(({ model }) => model);
  };
  const recognise = async (path: string) => {
    const [answer] = await engine.handlers['recognise.photos']({ photos: [{ path }] });
    return answer;
  };
  /** A TensorFlow.js model that differs from the bundled network from Conv1 on. */
  const otherNetwork = async () => {
    const units = new Map<string, UnitWeights>((await readBackbone()).weights);
    const first = units.get('Conv1')!;
    units.set('Conv1', { ...first, bias: first.bias.map((b, i) => b + (i % 2 ? 0.1 : -0.1)) });
    await writeLayersModel(join(root, 'shop net'), units);
    return join(root, 'shop net/model.json');
  };
  const importOther = async () => {
    const path = await otherNetwork();
    return (await engine.handlers['backbone.import']({ path, job })).name;
  };
  const saveRun = async (id: string, weights: Weights) => {
    const { units, head } = newModel(weights, 2, 1);
    await saveBest(new RunStore(join(folder, 'runs')).bestPath(id), { units, head });
  };

  it('asks for photos first where there are fewer than 16', async () => {
    await expect(importOther()).rejects.toMatchObject({ code: 'no-photos' });
    await engine.handlers['registry.register']({
      name: 'A',
      photos: photos.slice(0, 15).map((path) => ({ path })),
    });
    await expect(engine.handlers['backbone.fetch']({ job })).rejects.toMatchObject({
      code: 'no-photos',
      message: expect.stringContaining('this project has 15'),
    });
  });

  it('measures cells near those that the bundled network was given', async () => {
    await addPhotos();
    const { weights, cells } = await readBackbone();
    await writeLayersModel(join(root, 'same'), weights);
    const { name } = await engine.handlers['backbone.import']({ path: join(root, 'same/model.json'), job });
    const file = await readFile(join(folder, 'models', `${name}.safetensors`));
    const found = decodeBackbone(file).cells;
    found.mean.forEach((mean, c) => {
      expect(Math.abs(mean - cells.mean[c])).toBeLessThan(1.5 * cells.deviation[c]);
      expect(found.deviation[c] / cells.deviation[c]).toBeGreaterThan(0.3);
      expect(found.deviation[c] / cells.deviation[c]).toBeLessThan(3);
    });
  });

  it('describes the gallery with another one, stays with it and goes back', async () => {
    await addPhotos();
    await engine.handlers['registry.register']({ name: 'A', photos: [{ path: photos[0] }] });
    const [bundled] = await models();
    const name = await importOther();
    expect(name).toMatch(/^shop-net-[0-9a-f]{8}$/);
    expect(await engine.handlers['backbone.list']({})).toEqual([name]);
    expect(await models()).toEqual([bundled]);
    expect(await engine.handlers['backbone.use']({ name, job })).toMatchObject({ backbone: name });
    await expect.poll(models).toEqual([name.slice(-8)]);
    expect((await recognise(photos[0])).score).toBeCloseTo(1, 3);
    await engine.close();
    expect(await engine.handlers['project.open']({ folder })).toMatchObject({ backbone: name });
    expect((await recognise(photos[0])).score).toBeCloseTo(1, 3);
    await rm(join(folder, 'models'), { recursive: true });
    await engine.close();
    await engine.handlers['project.open']({ folder });
    await expect(recognise(photos[0])).rejects.toMatchObject({ code: 'not-found' });
    await engine.handlers['backbone.use']({ name: null, job });
    await expect.poll(models).toEqual([bundled]);
    expect((await recognise(photos[0])).score).toBeCloseTo(1, 3);
  });

  it('training starts from the one in use', async () => {
    for (const [className, paths] of [...(await productPhotos())].slice(0, 2))
      await engine.handlers['photos.import']({ paths: paths.slice(0, 10), className, job });
    const name = await importOther();
    await engine.handlers['backbone.use']({ name, job });
    const recipe = {
      ...presets.quick,
      stages: [{ from: 'head', epochs: 1, learningRate: 1e-3 }],
      variants: 1,
    };
    const { runId } = await engine.handlers['train.start']({
      recipe: recipe as Recipe,
      engine: 'onnx',
      seed: 1,
    });
    await trained;
    const { units } = await readModel(new RunStore(join(folder, 'runs')).bestPath(runId));
    const chosen = decodeBackbone(await readFile(join(folder, 'models', `${name}.safetensors`)));
    expect(units.get('Conv1')!.bias).toEqual(chosen.weights.get('Conv1')!.bias);
    expect(units.get('Conv1')!.bias).not.toEqual((await readBackbone()).weights.get('Conv1')!.bias);
  }, 60_000);

  it('still recognises with a run that was trained on another one', async () => {
    await addPhotos();
    await engine.handlers['registry.register']({ name: 'A', photos: [{ path: photos[0] }] });
    await saveRun('old', (await readBackbone()).weights);
    await engine.handlers['model.use']({ runId: 'old', job });
    const name = await importOther();
    const used = await engine.handlers['backbone.use']({ name, job });
    expect(used).toMatchObject({ backbone: name, modelRunId: 'old' });
    await expect.poll(models).toEqual([`old+${name.slice(-8)}`]);
    expect((await recognise(photos[0])).score).toBeCloseTo(1, 3);
  });

  it('refuses a name that is not there, saying which are', async () => {
    await expect(engine.handlers['backbone.use']({ name: '../x', job })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('It has: bundled.'),
    });
  });

  it('leaves nothing behind when it is cancelled, or when what is fetched is no MobileNetV2', async () => {
    await addPhotos();
    const path = await otherNetwork();
    const work = engine.handlers['backbone.import']({ path, job });
    await engine.handlers['job.cancel']({ job });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    const server = await startWeightsServer();
    vi.stubEnv('RAMUNE_WEIGHTS_URL', server.url);
    server.answer = { body: new Uint8Array(9_406_464) };
    await expect(engine.handlers['backbone.fetch']({ job })).rejects.toMatchObject({
      code: 'weights-broken',
    });
    await server.close();
    expect(await readdir(folder)).not.toContain('models');
  });

  it.skipIf(!keras)('fetches the ImageNet file and makes a backbone of it', async () => {
    await addPhotos();
    await writeFile(join(root, 'pixels'), new Uint8Array(224 * 224 * 3));
    await makeKerasFiles(root, join(root, 'pixels'));
    const server = await startWeightsServer();
    vi.stubEnv('RAMUNE_WEIGHTS_URL', server.url);
    server.answer = { body: await readFile(join(root, 'official.h5')) };
    const { name } = await engine.handlers['backbone.fetch']({ job });
    await server.close();
    expect(name).toMatch(/^imagenet-[0-9a-f]{8}$/);
    expect(await engine.handlers['backbone.use']({ name, job })).toMatchObject({ backbone: name });
  });
});
