import { execFile } from 'node:child_process';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recognition } from '@shared/domain';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { noPhotos, productPhotos, spread, unknownPhotos } from '../../support/photos';
import { pythonWith } from '../../support/python';

const run = promisify(execFile);
const dot = (a: readonly number[], b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);
const products = 12;

interface RunnerAnswer {
  photos: {
    name: string;
    product: { name: string } | null;
    score: number;
    candidates: { name: string }[];
    embedding?: number[];
  }[];
}

describe.skipIf(noPhotos())('a bundle', () => {
  let root: string;
  let bundle: string;
  let engine: Engine;
  let tested: string[];
  let answers: Recognition[];
  /** A product whose own threshold is far above the common one. */
  let demanding: number;
  let embeddings: Float32Array[];
  let options: { cwd: string; maxBuffer: number };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-bundle-'));
    bundle = join(root, 'shop bundle');
    options = { cwd: root, maxBuffer: 1e8 };
    engine = createEngine(() => {});
    const { handlers } = engine;
    await handlers['project.create']({ folder: join(root, 'project') });
    const all = [...(await productPhotos())];
    for (const [name, paths] of spread(all, products)) {
      const photos = spread(paths, 4).map((path) => ({ path }));
      await handlers['registry.register']({ name, photos });
    }
    tested = spread([...all.flatMap(([, paths]) => paths), ...(await unknownPhotos())], 200);
    const [{ id, references }] = await handlers['registry.list']({});
    await handlers['tune.setProductShifts']({ shifts: { [id]: 6 } });
    demanding = id;
    await handlers['registry.changeReferences']({ changes: [{ id: references[0].id, weight: 0.9 }] });
    embeddings = (await (await engine.session.recogniser()).describe(tested)).map((one) => one.embedding);
    answers = await handlers['recognise.photos']({ photos: tested.map((path) => ({ path })) });
    await handlers['project.export']({ out: join(root, 'bundle.zip'), job: 'export' });
    await unpack(join(root, 'bundle.zip'), bundle);
  });
  const refusedByItsOwn = ({ product, score, candidates: [best] }: Recognition) =>
    !product && score >= 0.95 && best.productId === demanding;
  afterAll(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  function expectStudioAnswers({ photos }: RunnerAnswer) {
    expect(answers.filter(refusedByItsOwn).length).toBeGreaterThan(0);
    expect(photos.map(({ name, product }) => [name, product?.name])).toEqual(
      answers.map(({ name, product }) => [name, product?.name]),
    );
    const apart = photos.map(({ score }, i) => Math.abs(score - answers[i].score));
    expect(Math.max(...apart)).toBeLessThan(1e-3);
    expect(photos.map((photo) => photo.candidates[0].name)).toEqual(answers.map((a) => a.candidates[0].name));
    const alike = photos.map(({ embedding }, i) => dot(embedding!, embeddings[i]));
    expect(Math.min(...alike)).toBeGreaterThan(0.999);
  }

  it('says what each precision of the model costs', async () => {
    const { models } = JSON.parse(await readFile(join(bundle, 'manifest.json'), 'utf8')) as {
      models: { precision: string; bytes: number; photos: number; sameAnswer: number; msPerPhoto: number }[];
    };
    expect(models.map(({ precision }) => precision)).toEqual(['float32', 'float16', 'int8']);
    const [full, half, byte] = models;
    expect(half.bytes).toBeLessThan(0.55 * full.bytes);
    expect(byte.bytes).toBeLessThan(0.35 * full.bytes);
    expect(half.sameAnswer).toBe(1);
    expect(byte.sameAnswer).toBeGreaterThan(0.8);
    for (const { photos, msPerPhoto } of models) {
      expect(photos).toBe(4 * products);
      expect(msPerPhoto).toBeGreaterThan(0);
    }
  });

  it('gives the same answers in Python, from a clean folder', async (context) => {
    const python = await pythonWith('bundle', ['onnxruntime', 'pillow', 'numpy'], 'onnxruntime, PIL, numpy');
    if (!python) return context.skip();
    const script = join(bundle, 'python/recognise.py');
    const { stdout } = await run(python, [script, ...tested, '--json', '--embedding'], options);
    expectStudioAnswers(JSON.parse(stdout) as RunnerAnswer);
    await expectRefusals(python, script);
  });

  it('gives the same answers in Node, from a clean folder', async () => {
    await symlink(resolve('node_modules'), join(bundle, 'node/node_modules'), 'junction');
    const script = join(bundle, 'node/recognise.mjs');
    const { stdout } = await run(process.execPath, [script, ...tested, '--json', '--embedding'], options);
    expectStudioAnswers(JSON.parse(stdout) as RunnerAnswer);
    await expectRefusals(process.execPath, script);
  });

  /** A runner must not answer with a bundle that is not whole, or that it is too old for. */
  async function expectRefusals(program: string, script: string) {
    const answer = () => run(program, [script, tested[0]]);
    const manifestPath = join(bundle, 'manifest.json');
    const manifest = await readFile(manifestPath, 'utf8');
    const gallery = await readFile(join(bundle, 'gallery.json'));
    await appendFile(join(bundle, 'gallery.json'), ' ');
    await expect(answer()).rejects.toThrow('gallery.json has changed');
    await rm(join(bundle, 'gallery.json'));
    await expect(answer()).rejects.toThrow('gallery.json is missing');
    await writeFile(join(bundle, 'gallery.json'), gallery);
    await writeFile(manifestPath, manifest.replace('"version": 3', '"version": 4'));
    await expect(answer()).rejects.toThrow('is of version 4');
    await writeFile(manifestPath, manifest.replace('"path": "NOTICE"', '"path": "../bundle.zip"'));
    await expect(answer()).rejects.toThrow('outside itself');
    await writeFile(manifestPath, '{}');
    await expect(answer()).rejects.toThrow('is not a bundle of Ramune Studio');
    await writeFile(manifestPath, manifest);
    await expect(run(program, [script, join(root, 'nowhere.jpg')])).rejects.toThrow('cannot be read');
    await answer();
  }

  it('is the same as a folder, and lists each of its files', async () => {
    const out = join(root, 'folder');
    const { files } = await engine.handlers['project.export']({ out, job: 'export' });
    const listed = (JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as Manifest).files;
    expect([...listed.map(({ path }) => path), 'manifest.json'].sort()).toEqual(
      files.map((file) => file.slice(out.length + 1)).sort(),
    );
    expect(files.map((file) => basename(file))).toContain('NOTICE');
  });

  it('replaces an earlier one, and no other file', async () => {
    const exportTo = (out: string) => engine.handlers['project.export']({ out, job: 'export' });
    const out = join(root, 'mine');
    await mkdir(out);
    await writeFile(join(out, 'products.csv'), 'mine');
    await expect(exportTo(out)).rejects.toMatchObject({ code: 'not-empty' });
    expect(await readFile(join(out, 'products.csv'), 'utf8')).toBe('mine');
    expect(await readdir(out)).toEqual(['products.csv']);
    await rename(join(out, 'products.csv'), join(out, 'my products.csv'));
    const { files } = await exportTo(out);
    expect((await exportTo(out)).files).toEqual(files);
    expect(await readFile(join(out, 'my products.csv'), 'utf8')).toBe('mine');
  });
});

interface Manifest {
  files: { path: string }[];
}

async function unpack(zip: string, folder: string) {
  for (const [path, data] of Object.entries(unzipSync(await readFile(zip)))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), data);
  }
}
