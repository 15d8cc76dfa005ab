import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { decodeSafetensors } from '../../../electron/engine/network/safetensors';
import { decodePixels } from '../../../electron/engine/photos/decode';
import { evaluateFolders } from '../../../electron/engine/recognition/evaluate-folders';
import { normalize } from '../../../electron/engine/recognition/gallery';
import { registerFolders } from '../../../electron/engine/recognition/register-folders';
import { noPhotos, productPhotos } from '../../support/photos';

const perProduct = 6;

describe.skipIf(noPhotos())('evaluating and exporting a gallery', () => {
  let root: string;
  let engine: Engine;
  let products: string;
  let names: string[];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-evaluate-'));
    products = join(root, 'products');
    const all = [...(await productPhotos())];
    const picked = [0, 14, 23].map((i) => all[i]);
    names = picked.map(([name]) => name);
    for (const [name, paths] of picked)
      for (const path of paths.slice(0, perProduct)) await cp(path, join(products, name, basename(path)));
    for (const path of all[5][1].slice(0, 4)) await cp(path, join(root, 'unknown', basename(path)));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
  });
  afterAll(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const evaluate = (folders: Parameters<typeof evaluateFolders>[1]) =>
    engine.session.jobs.run('evaluate', (job) => evaluateFolders(engine.session, folders, job));
  const register = (count: number) =>
    engine.session.jobs.run('register', (job) => registerFolders(engine.session, [products], count, job));

  it('needs a registered product', async () => {
    await expect(evaluate({ products })).rejects.toMatchObject({ code: 'no-products' });
  });

  it('registers the first photos of each folder, and the same once more when repeated', async () => {
    const first = await register(4);
    expect(first.map(({ name, references }) => [name, references.length])).toEqual(names.map((n) => [n, 4]));
    const again = await register(2);
    expect(again.map(({ id, references }) => [id, references.length])).toEqual(
      first.map(({ id }) => [id, 2]),
    );
    await register(perProduct);
  });

  it('registers a folder under its own name where another differs in wide letters only', async () => {
    const folder = join(root, 'wide');
    await cp(join(products, names[0]), join(folder, 'ａｂｃ茶'), { recursive: true });
    const photos = [{ path: join(folder, 'ａｂｃ茶', (await readdir(join(folder, 'ａｂｃ茶')))[0]) }];
    const other = await engine.handlers['registry.register']({ name: 'ＡＢＣ茶', photos });
    const [own] = await engine.session.jobs.run('register', (job) =>
      registerFolders(engine.session, [folder], 2, job),
    );
    expect(own).toMatchObject({ name: 'ａｂｃ茶', references: [{}, {}] });
    expect(await engine.handlers['registry.list']({})).toContainEqual(other);
    for (const { id } of [own, other]) await engine.handlers['registry.remove']({ id });
  });

  it('finds every photo that is registered, and only those above a threshold', async () => {
    const result = await evaluate({ products, unknown: join(root, 'unknown'), threshold: 0.9999 });
    const n = names.length * perProduct;
    expect(result).toMatchObject({
      n,
      unknownCount: 4,
      accuracy: 1,
      accuracyAtThreshold: 1,
      falseRejectRate: 0,
      falseAcceptRate: 0,
      auroc: 1,
      falseRejectRateAtFar1: 0,
      confusions: [],
    });
    expect(result.perProduct).toEqual(names.map((name) => ({ name, n: perProduct, accuracy: 1 })));
    expect(result.msPerImage).toBeGreaterThan(0);
    expect(
      (await evaluate({ products, unknown: join(root, 'unknown'), threshold: -1 })).falseAcceptRate,
    ).toBe(1);
    expect((await evaluate({ products })).falseAcceptRate).toBeNull();
  });

  it('refuses folders that cannot be judged, each with its own error', async () => {
    const stranger = join(root, 'stranger');
    await cp(join(products, names[0]), join(stranger, 'Never Registered'), { recursive: true });
    await expect(evaluate({ products: stranger })).rejects.toMatchObject({
      code: 'not-found',
      detail: 'Never Registered',
    });
    await mkdir(join(root, 'empty'));
    const wrong: [Parameters<typeof evaluate>[0], string][] = [
      [{ products: join(root, 'nowhere') }, 'not-found'],
      [{ products: join(root, 'empty') }, 'no-photos'],
      [{ products: join(products, names[0]) }, 'no-photos'],
      [{ products, unknown: join(root, 'nowhere') }, 'not-found'],
      [{ products, unknown: join(root, 'empty') }, 'no-photos'],
    ];
    for (const [folders, code] of wrong) await expect(evaluate(folders)).rejects.toMatchObject({ code });
  });

  it('stops when it is cancelled', async () => {
    const running = evaluate({ products });
    await engine.handlers['job.cancel']({ job: 'evaluate' });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('exports what another program needs to give the same answers', async () => {
    const out = join(root, 'out', 'deep');
    const { files } = await engine.handlers['project.export']({ out, job: 'export' });
    expect(files.map((file) => basename(file))).toEqual(
      expect.arrayContaining(['model.onnx', 'match.onnx', 'gallery.safetensors', 'gallery.json']),
    );
    const gallery = JSON.parse(await readFile(join(out, 'gallery.json'), 'utf8')) as ExportedGallery;
    expect(gallery.threshold).toBe(0.95);
    const registered = await engine.handlers['registry.list']({});
    expect(gallery.references.map(({ product, photo }) => `${product} ${photo}`).sort()).toEqual(
      registered.flatMap((p) => p.references.map((r) => `${p.name} ${r.photoId}`)).sort(),
    );
    const path = [...(await productPhotos()).values()][14][perProduct + 3];
    const [answer] = await engine.handlers['recognise.photos']({ photos: [{ path }] });
    for (const { name, score } of answer.candidates)
      expect((await scoresOf(out, gallery, path)).get(name)).toBeCloseTo(score, 4);
  });
});

interface ExportedGallery {
  threshold: number;
  scoring: {
    embeddingShare: number;
    steepness: number;
    middle: number;
    priorOdds: number;
    cellWeights: number[];
  };
  references: { product: string; photo: string }[];
}

/** Scores by product, from the exported files and nothing of the studio's but the decoding of the photo. */
async function scoresOf(out: string, { references, scoring }: ExportedGallery, path: string) {
  const load = async (name: string) => InferenceSession.create(await readFile(join(out, name)));
  const [model, match] = await Promise.all([load('model.onnx'), load('match.onnx')]);
  const { tensors } = decodeSafetensors(await readFile(join(out, 'gallery.safetensors')));
  const [stored, embeddings] = ['cells', 'embeddings'].map((name) => tensors.get(name)!);
  const [, cellCount, channels] = stored.shape;
  const image = new Tensor('uint8', await decodePixels(path), [1, 224, 224, 3]);
  const { embedding, cells } = await model.run({ image });
  const { best } = await match.run({
    query: new Tensor('int8', cells.data as Int8Array, [cellCount, channels]),
    references: new Tensor('int8', stored.data as Int8Array, [references.length * cellCount, channels]),
  });
  const unit = normalize(embedding.data as Float32Array);
  const of = (product: string) => [...references.keys()].filter((row) => references[row].product === product);
  const likeness = (rows: number[]) =>
    scoring.cellWeights.reduce(
      (sum, weight, cell) =>
        sum + weight * Math.max(...rows.map((row) => (best.data as Float32Array)[row * cellCount + cell])),
      0,
    );
  const cosine = (row: number) =>
    unit.reduce((sum, x, i) => sum + x * (embeddings.data as Float32Array)[row * unit.length + i], 0);
  const { embeddingShare: share, steepness, middle, priorOdds } = scoring;
  const scores = [...new Set(references.map(({ product }) => product))].map((product) => {
    const rows = of(product);
    const like = share * Math.max(...rows.map(cosine)) + (1 - share) * likeness(rows);
    return [product, 1 / (1 + Math.exp(-steepness * (like - middle)) / priorOdds)] as const;
  });
  await Promise.all([model.release(), match.release()]);
  return new Map(scores);
}
