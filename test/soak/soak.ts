import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { recognise } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { createEngine } from '../../electron/engine/engine';
import { Random } from '../../shared/random';
import { drawPhotos } from '../faults/activities';
import { type Growth, growthOf, measure, type Sample } from './memory';

const flatWithin = 0.1;
const minute = 60_000; // milliseconds

export interface Report {
  minutes: number;
  rounds: number;
  /** By process: the browser's main one, the window, the engine and Chromium's helpers. */
  processes: Record<string, Growth>;
  flat: boolean;
}

/**
 * Uses the real studio for so many minutes: in each round photos are taken out and put back, a run is trained for a
 * while, thresholds are looked at and photos recognised. The first third warms it up.
 */
export default async function soak(
  electron: string,
  minutes: number,
  say: (line: string) => void = () => {},
): Promise<Report> {
  const root = await mkdtemp(join(tmpdir(), 'ramune-soak-'));
  const userData = join(root, 'user-data');
  const photos = await makeProject(join(userData, 'sample-project'), join(root, 'photos'));
  const env = { LANG: 'en_US.UTF-8', LANGUAGE: 'en' };
  const { app, page } = await launchStudio({ electron, userData, env });
  const samples: Sample[] = [];
  const ends = Date.now() + minutes * minute;
  try {
    await page.getByTestId('open-sample').click();
    await page.getByTestId('photo').first().waitFor();
    while (Date.now() < ends) {
      await round(app, page, photos);
      samples.push(await measure(app, page));
      say(`${samples.length}: ${inWords(samples.at(-1)!)}`);
    }
  } finally {
    await app.close();
    await rm(root, { recursive: true, force: true });
  }
  const processes = growthOf(samples);
  const flat = Object.values(processes).every(({ growth }) => growth <= flatWithin);
  return { minutes, rounds: samples.length, processes, flat };
}

async function round(app: ElectronApplication, page: Page, photos: readonly string[]): Promise<void> {
  const at = (testId: string) => page.getByTestId(testId);
  await at('nav-curate').click();
  await at('photo').nth(1).click();
  await at('remove-photos').click();
  await at('selected-count').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+z');
  await at('nav-train').click();
  await at('train-start').click();
  await at('chart-loss').first().waitFor({ timeout: minute });
  await page.waitForTimeout(2000);
  if (await at('train-cancel').isVisible())
    await at('train-cancel')
      .click()
      .catch(() => {});
  await at('train-cancel').waitFor({ state: 'hidden', timeout: minute });
  await at('nav-tune').click();
  await at('threshold-suggest').waitFor({ timeout: minute });
  await at('nav-register').click();
  await at('product-list').locator('img').first().waitFor();
  await recognise(app, page, [...photos]);
}

/** Three products, photos of them to recognise, and things that are none. */
async function makeProject(project: string, folder: string): Promise<string[]> {
  const random = new Random(3);
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder: project });
  for (const name of ['Cola', 'Tea', 'Milk', 'Strangers']) {
    const paths = await drawPhotos(join(folder, name), 12, random);
    const unknown = name === 'Strangers';
    for (const [split, some] of [
      ['train', paths.slice(0, 8)],
      ['val', paths.slice(8)],
    ] as const)
      await handlers['photos.import']({ paths: [...some], className: name, split, unknown, job: 'import' });
    if (!unknown)
      await handlers['registry.register']({ name, photos: paths.slice(0, 4).map((path) => ({ path })) });
  }
  await close();
  const names = (await readdir(join(folder, 'Tea'))).slice(0, 4);
  return names.map((name) => join(folder, 'Tea', name));
}

const inWords = (sample: Sample) =>
  Object.entries(sample)
    .map(([name, size]) => `${name} ${Math.round(size)} MiB`)
    .join(', ');
