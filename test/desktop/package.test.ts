import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import type { ElectronApplication, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takePicture } from '../../build/lib/drive.mjs';
import { packTensorFlow } from '../../build/lib/tensorflow/archive.mjs';
import { createEngine } from '../../electron/engine/engine';
import { noDetector } from '../support/detector';
import { launchPacked } from '../support/packing/launch';
import { packStudio } from '../support/packing/pack';
import { serveUpdates, type Updates } from '../support/updates';
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
  let updates: Updates;
  let tensorflow: string | null;
  const at = (testId: string) => page.getByTestId(testId);

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-package-'));
    updates = await serveUpdates(join(root, 'served'));
    tensorflow = await packTensorFlow(join(root, 'served'), updates.url, 1);
    const places = { updates: updates.url, tensorflow };
    ({ electron, unpacked: packed } = await packStudio(root, ['dir'], places));
  });
  afterAll(async () => {
    await app?.close();
    await updates?.close();
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
    const own = { RAMUNE_USER_DATA: userData, XDG_CACHE_HOME: join(root, 'cache'), APPIMAGE: installed() };
    await writeFile(installed(), 'the studio as it is');
    app = await launchPacked(join(packed, 'ramune-studio'), { ...own, LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    page = await app.firstWindow();
    expect(await app.evaluate((electron) => electron.app.isPackaged)).toBe(true);
    await at('open-sample').click();
    const image = at('photo').locator('img').first();
    await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    if (!noDetector()) {
      await at('suggest-boxes').click();
      await at('suggest-detected').click();
      await page.getByText('Nothing was found. Photos looked at: 12').waitFor({ timeout: 60_000 });
    }
    await at('nav-register').click();
    await at('register-from-classes').click();
    await expect.poll(() => at('product-list').locator('img').count(), { timeout: 60_000 }).toBe(8);
    await at('nav-train').click();
    await trainAStep();
    // Photos were read by sharp's WebAssembly half; see `photos/sharp.ts`.
    const maps = await engineMaps(app);
    expect(maps).toContain('onnxruntime');
    expect(maps).not.toContain('libvips');
  });

  it('fetches TensorFlow when it is asked to, and trains with it', async (context) => {
    if (!tensorflow) return context.skip('Native TensorFlow is not set up here.');
    await at('nav-settings').click();
    await at('tensorflow-fetch').waitFor();
    await takePicture(page, 'test/screenshots/settings-tensorflow.png');
    await at('tensorflow-fetch').click();
    await page.getByText('TensorFlow is here').waitFor({ timeout: 120_000 });
    await at('nav-train').click();
    await page.getByRole('combobox', { name: 'Engine' }).click();
    await page.getByRole('option', { name: 'TensorFlow' }).click();
    await at('train-start').click();
    const runs = join(root, 'user-data/sample-project/runs');
    await expect.poll(() => enginesThatStepped(runs), { timeout: 120_000 }).toContain('tensorflow');
    await at('train-cancel').click();
    await at('train-cancel').waitFor({ state: 'hidden', timeout: 60_000 });
    expect(await engineMaps(app)).toContain('libtensorflow');
  });

  it('looks for a newer studio when it is asked to, and at no other time', async () => {
    expect(updates.asked).toBe(0);
    updates.offer((await app.evaluate((electron) => electron.app.getVersion()))!, 'the same');
    expect(await checkForUpdates()).toEqual(['Ramune Studio 0.1.0 is the newest there is.']);
    expect(updates.asked).toBe(1);
  });

  it('leaves everything as it is when what comes is not what was promised', async () => {
    updates.offer('9.0.0', 'another studio', 'what was promised');
    expect(await checkForUpdates()).toEqual([
      'Ramune Studio 9.0.0 can be had.',
      'The new studio could not be fetched.',
    ]);
    expect(await readFile(installed(), 'utf8')).toBe('the studio as it is');
  });

  it('goes on where the newer studio cannot be put in place', async () => {
    updates.offer('9.0.1', 'another studio');
    await rename(installed(), `${installed()}.away`);
    expect(await checkForUpdates()).toEqual([
      'Ramune Studio 9.0.1 can be had.',
      'Ramune Studio 9.0.1 has been downloaded.',
      'The new studio could not be put in place.',
    ]);
    await rename(`${installed()}.away`, installed());
    await trainAStep();
  });

  it('installs a newer studio and starts it', async () => {
    updates.offer('9.1.0', '#!/bin/sh\ntouch "$0.started"\n');
    const closed = app.waitForEvent('close');
    void checkForUpdates().catch(() => {}); // It ends with the studio.
    await closed;
    expect(await readFile(installed(), 'utf8')).toContain('.started');
    await expect.poll(() => existsSync(`${installed()}.started`)).toBe(true);
  });

  async function trainAStep(): Promise<void> {
    await at('train-start').click();
    await at('chart-loss').waitFor({ timeout: 120_000 });
    await at('train-cancel').click();
    await at('train-cancel').waitFor({ state: 'hidden', timeout: 60_000 });
  }

  /** Where an AppImage says that it is. */
  const installed = () => join(root, 'Ramune.AppImage');

  /** What the user was told; every question is answered with yes. */
  const checkForUpdates = () =>
    app.evaluate(async ({ dialog, Menu }) => {
      const told: string[] = [];
      dialog.showMessageBox = (async (...args: unknown[]) => {
        told.push((args.at(-1) as { message: string }).message);
        return { response: 0, checkboxChecked: false };
      }) as typeof dialog.showMessageBox;
      Menu.getApplicationMenu()!.getMenuItemById('updates')!.click();
      // The last word is a message that asks for nothing.
      while (!told.some((message) => /newest|could not/.test(message)))
        await new Promise((resolve) => setTimeout(resolve, 50));
      return told;
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

/** The engines of the runs that have taken a step. */
async function enginesThatStepped(folder: string): Promise<string[]> {
  const files = (name: string, file: string) => readFile(join(folder, name, file), 'utf8');
  const engines: string[] = [];
  for (const name of await readdir(folder)) {
    const metrics = await files(name, 'metrics.jsonl').catch(() => '');
    if (metrics.includes('"step"')) engines.push(JSON.parse(await files(name, 'run.json')).summary.engine);
  }
  return engines;
}

/** Bytes of a folder's files. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => lstat(join(folder, name))));
  return sizes.reduce((sum, info) => sum + (info.isFile() ? info.size : 0), 0);
}
