import { spawnSync } from 'node:child_process';
import { cp, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officialElectron } from '../../build/lib/electron.mjs';
import { packageStudio } from '../../build/lib/package-studio.mjs';
import { sandboxFlags } from '../../build/lib/sandbox.mjs';
import { createEngine } from '../../electron/engine/engine';
import { noDetector } from '../support/detector';
import { engineMaps } from './harness';

const megabyte = 2 ** 20; // bytes
const budget = 250; // megabytes beyond Electron
const linux = process.platform === 'linux';

/** The studio as electron-builder packs it, with whatever Electron is here; what it makes is thrown away. */
describe.skipIf(!linux)('the packaged studio', () => {
  let root: string;
  let electron: string;
  let packed: string;
  let app: ElectronApplication;
  let page: Page;
  const at = (testId: string) => page.getByTestId(testId);

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-package-'));
    electron = join(root, 'electron');
    // Without what our own loader of the fallback put there.
    await cp(dirname(process.env.RAMUNE_ELECTRON!), electron, {
      recursive: true,
      filter: (path) => !/resources\/(app|default_app\.asar)$/.test(path),
    });
    const version = (await officialElectron()).path ? [] : ['-c.electronVersion=25.1.1'];
    await packageStudio(electron, [
      '--linux',
      'dir',
      `-c.directories.output=${join(root, 'dist')}`,
      ...version,
    ]);
    packed = join(root, 'dist/linux-unpacked');
  });
  afterAll(async () => {
    await app?.close();
    await rm(root, { recursive: true, force: true });
  });

  it('fits its budget, without native TensorFlow and without what other systems need', async () => {
    expect(((await sizeOf(packed)) - (await sizeOf(electron))) / megabyte).toBeLessThan(budget);
    const unpacked = join(packed, 'resources/app.asar.unpacked/node_modules');
    const there = await readdir(unpacked, { recursive: true });
    expect(there.filter((name) => /tensorflow|win32|darwin|\.dll$|\.dylib$/.test(name))).toEqual([]);
    expect(there.some((name) => name.endsWith('.node'))).toBe(true);
  });

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'ramune-studio'));
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
    ];
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    for (const fuse of off) expect(wire[fuse]).toBe('0'.charCodeAt(0));
    for (const fuse of on) expect(wire[fuse]).toBe('1'.charCodeAt(0));
    const asNode = spawnSync(join(packed, 'ramune-studio'), ['--version'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' },
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect(asNode.stdout).not.toMatch(/^v\d/);
  });

  it('starts, and all of its native parts work', async () => {
    const userData = join(root, 'user-data');
    await makeProject(join(userData, 'sample-project'));
    // For Playwright, which drives it over the inspector that a packaged studio does not have.
    const executablePath = join(packed, 'ramune-studio');
    await flipFuses(executablePath, {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    const env = { ...process.env, RAMUNE_USER_DATA: userData, LANG: 'en_US.UTF-8', LANGUAGE: 'en' };
    app = await _electron.launch({ executablePath, args: sandboxFlags(), env });
    page = await app.firstWindow();
    expect(await app.evaluate((electron) => electron.app.isPackaged)).toBe(true);
    await at('open-sample').click();
    const image = at('photo').locator('img').first();
    await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    if (!noDetector()) {
      await at('suggest-boxes').click();
      await at('suggest-detected').click();
      await page.getByText('Nothing was found in 12 photos').waitFor({ timeout: 60_000 });
    }
    await at('nav-register').click();
    await at('register-from-classes').click();
    await expect.poll(() => at('product-list').locator('img').count(), { timeout: 60_000 }).toBe(8);
    await at('nav-train').click();
    await at('train-start').click();
    await at('chart-loss').waitFor({ timeout: 120_000 });
    await at('train-cancel').click();
    await at('train-cancel').waitFor({ state: 'hidden', timeout: 60_000 });
    // Photos were read by sharp's WebAssembly half; see `photos/sharp.ts`.
    const maps = await engineMaps(app);
    expect(maps).toContain('onnxruntime');
    expect(maps).not.toContain('libvips');
  });

  const makeProject = async (folder: string) => {
    const photos = join(root, 'photos');
    for (const [i, name] of ['Cola', 'Tea'].entries()) {
      await mkdir(join(photos, name), { recursive: true });
      for (let n = 0; n < 6; n++)
        await sharp({
          create: { width: 90, height: 90, channels: 3, background: { r: 200 * i, g: 9 * n, b: 90 } },
        })
          .png()
          .toFile(join(photos, name, `${n}.png`));
    }
    const { handlers, close } = createEngine(() => {});
    await handlers['project.create']({ folder });
    await handlers['photos.import']({ paths: [photos], job: 'import' });
    await close();
  };
});

/** Bytes of a folder's files. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => lstat(join(folder, name))));
  return sizes.reduce((sum, info) => sum + (info.isFile() ? info.size : 0), 0);
}
