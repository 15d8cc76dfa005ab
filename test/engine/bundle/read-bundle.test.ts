import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBundle } from '../../../electron/engine/bundle/read-bundle';
import { createEngine } from '../../../electron/engine/engine';

type Manifest = Record<string, unknown> & { files: { path: string; sha256: string }[] };

describe('the reader of bundles', () => {
  let root: string;
  let folder: string;
  let zip: string;
  let count = 0;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-read-'));
    [folder, zip] = [join(root, 'bundle'), join(root, 'bundle.zip')];
    const engine = createEngine(() => {});
    const { handlers } = engine;
    await handlers['project.create']({ folder: join(root, 'project') });
    const [red, dark, green] = await Promise.all(['#c22', '#911', '#2a2'].map(drawPhoto));
    await handlers['registry.register']({ name: 'Cola', photos: [{ path: red }, { path: dark }] });
    await handlers['registry.register']({ name: 'Tea', photos: [{ path: green }] });
    for (const out of [folder, zip]) await handlers['project.export']({ out, job: 'export' });
    await engine.close();
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  async function drawPhoto(background: string): Promise<string> {
    const path = join(root, `${background.slice(1)}.png`);
    await sharp({ create: { width: 300, height: 300, channels: 3, background } }).toFile(path);
    return path;
  }

  /** A copy of the bundle that `change` has been at. */
  async function changed(change: (copy: string) => Promise<unknown>): Promise<string> {
    const copy = join(root, `copy-${count++}`);
    await cp(folder, copy, { recursive: true });
    await change(copy);
    return copy;
  }

  const withManifest = (change: (manifest: Manifest) => void) =>
    changed(async (copy) => {
      const path = join(copy, 'manifest.json');
      const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
      change(manifest);
      await writeFile(path, JSON.stringify(manifest));
    });

  const zipWith = async (change: (files: Record<string, Uint8Array>) => void) => {
    const files = unzipSync(await readFile(zip));
    change(files);
    const path = join(root, `copy-${count++}.zip`);
    await writeFile(path, zipSync(files, { level: 0 }));
    return path;
  };

  const refused = (path: string, code: string, message: RegExp) =>
    expect(readBundle(path)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });

  it('says what a bundle holds, folder or zip', async () => {
    const summary = await readBundle(folder);
    expect(summary).toMatchObject({ products: 2, references: 3, precisions: ['float32', 'float16', 'int8'] });
    expect(await readBundle(zip)).toEqual({ ...summary, made: expect.any(String) });
  });

  it('refuses what is no bundle', async () => {
    await refused(join(root, 'nowhere.zip'), 'bundle-broken', /cannot be opened/);
    await refused(join(root, 'project'), 'bundle-broken', /is not a bundle/);
    const text = join(root, 'text.zip');
    await writeFile(text, 'not a zip');
    await refused(text, 'bundle-broken', /not a whole zip/);
    await writeFile(text, (await readFile(zip)).subarray(0, 100_000));
    await refused(text, 'bundle-broken', /not a whole zip/);
    await refused(await withManifest((m) => (m.format = 'other')), 'bundle-broken', /is not a bundle/);
  });

  it('refuses another version and says which it reads', async () => {
    await refused(await withManifest((m) => (m.version = 99)), 'bundle-newer', /version 99.*reads version 3/);
    await refused(await withManifest((m) => (m.version = 2)), 'bundle-broken', /version 2.*reads version 3/);
    await refused(await withManifest((m) => delete m.version), 'bundle-broken', /names no version/);
  });

  it('refuses a bundle with a file missing or changed', async () => {
    await refused(
      await changed((copy) => rm(join(copy, 'match.onnx'))),
      'bundle-broken',
      /match.onnx is miss/,
    );
    const longer = await changed((copy) => appendFile(join(copy, 'gallery.json'), ' '));
    await refused(longer, 'bundle-broken', /gallery.json has changed/);
    const bit = await zipWith((files) => (files['gallery.safetensors'][9999] ^= 1));
    await refused(bit, 'bundle-broken', /gallery.safetensors has changed/);
    await refused(await withManifest((m) => (m.files = [])), 'bundle-broken', /does not list match.onnx/);
    await refused(await withManifest((m) => (m.models = [])), 'bundle-broken', /does not list a model/);
  });

  it('never looks outside the bundle', async () => {
    await writeFile(join(root, 'secret'), 'secret');
    for (const path of ['../secret', '/etc/passwd', 'C:/secret', '..\\secret', 'a/../../secret', 'a//b']) {
      const names = await withManifest((m) => m.files.push({ path, sha256: '' }));
      await refused(names, 'bundle-broken', /outside itself/);
      const holds = await zipWith((files) => (files[path] = new Uint8Array(1)));
      await refused(holds, 'bundle-broken', /outside it/);
    }
    const linked = await changed(async (copy) => {
      await rm(join(copy, 'NOTICE'));
      await symlink(join(root, 'secret'), join(copy, 'NOTICE'));
    });
    await refused(linked, 'bundle-broken', /NOTICE has changed/);
  });
});
