import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { createEngine } from '../../electron/engine/engine';
import { Random } from '../../shared/random';
import { drawPhotos } from '../faults/activities';
import { keepNoRequests } from './keep-no-requests';
import { type Figures, type Growth, growthOf, measure, type Sample } from './memory';

const flatWithin = 0.1;
const minute = 60_000; // milliseconds
/** As many as the room's history holds, so that it is full before anything is measured. */
const historyLimit = 100;

interface Options {
  electron: string;
  minutes: number;
  say(line: string): void;
}

export interface Report {
  minutes: number;
  rounds: number;
  /** By process: the browser's main one, the window, the engine and Chromium's helpers; MiB. */
  processes: Record<string, Growth>;
  /** What of it is where, for whoever looks for the cause. */
  details: Record<string, Growth>;
  /** MiB an hour that each process grew by in the later half: the slope of a straight line through it. */
  perHour: Figures;
  flat: boolean;
}

/**
 * Uses the real studio for so many minutes: in each round photos are taken out and put back, a run is trained for a
 * while, thresholds are looked at and photos recognised. Before that the history of answers is filled once. The first
 * half of the time is the warm-up, in which caches fill and allocators find their size; the later half has to be flat:
 * the median of its last quarter within 10 % of its first quarter's.
 */
export default async function soak({ electron, minutes, say }: Options): Promise<Report> {
  const root = await mkdtemp(join(tmpdir(), 'ramune-soak-'));
  const userData = join(root, 'user-data');
  const photos = await makeProject(join(userData, 'sample-project'), join(root, 'photos'));
  const env = { LANG: 'en_US.UTF-8', LANGUAGE: 'en' };
  const { app, page } = await launchStudio({ electron, userData, env });
  const samples: Sample[] = [];
  try {
    await keepNoRequests(page);
    await page.getByTestId('open-sample').click();
    await page.getByTestId('photo').first().waitFor();
    await recognise(
      app,
      page,
      Array.from({ length: historyLimit }, (_, i) => photos[i % photos.length]),
    );
    const started = Date.now();
    while (Date.now() - started < minutes * minute) {
      await round(app, page, photos);
      const sample = await measure(app, page, started);
      samples.push(sample);
      say(`${samples.length}: ${inWords(sample.processes)} (${inWords(sample.details)})`);
    }
  } finally {
    await app.close();
    await rm(root, { recursive: true, force: true });
  }
  return reportOf(minutes, samples);
}

function reportOf(minutes: number, samples: readonly Sample[]): Report {
  const later = samples.slice(Math.floor(samples.length / 2));
  const processes = growthOf(later.map((sample) => sample.processes));
  return {
    minutes,
    rounds: samples.length,
    processes,
    details: growthOf(later.map((sample) => sample.details)),
    perHour: Object.fromEntries(Object.keys(processes).map((name) => [name, perHour(later, name)])),
    flat: Object.values(processes).every(({ growth }) => growth <= flatWithin),
  };
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
  await recognise(app, page, photos);
}

/** Waits for the last answer's card: the history drops the oldest ones. */
async function recognise(app: ElectronApplication, page: Page, photos: readonly string[]): Promise<void> {
  await page.getByTestId('nav-recognise').click();
  const newest = page.getByTestId('recognise-answer').first();
  const before = (await newest.isVisible()) ? Number((await newest.getAttribute('id'))!.split('-')[1]) : 0;
  await answerDialogs(app, [...photos]);
  await page.getByTestId('recognise-add-photos').click();
  await page.locator(`#answer-${before + photos.length}`).waitFor({ timeout: 2 * minute });
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

/** The least squares' slope. */
function perHour(samples: readonly Sample[], name: string): number {
  const hours = samples.map(({ at }) => at / 3600);
  const sizes = samples.map(({ processes }) => processes[name]);
  const [hour, size] = [mean(hours), mean(sizes)];
  const rise = hours.reduce((sum, x, i) => sum + (x - hour) * (sizes[i] - size), 0);
  return Math.round(rise / hours.reduce((sum, x) => sum + (x - hour) ** 2, 0));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const inWords = (figures: Figures) =>
  Object.entries(figures)
    .map(([name, size]) => `${name} ${Math.round(size)}`)
    .join(', ');
