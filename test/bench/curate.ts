import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '@shared/median';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { run } from '../../build/lib/run.mjs';
import { createEngine } from '../../electron/engine/engine';
import setup from '../desktop/setup';
import { makePhotos } from '../support/many-photos';
import { measureEdit, measureFilter, measureScroll } from '../support/window-timing';

const count = Number(process.env.RAMUNE_BENCH_PHOTOS ?? 50_000);
const classes = 50;
const minute = 60_000; // milliseconds
const tries = 5;

/**
 * A project of 50,000 small photos: how fast they come in, and how fast the real window opens, filters, scrolls and
 * edits; medians of five starts of the studio, and each start's figures.
 */
export default async function curate() {
  const root = await mkdtemp(join(tmpdir(), 'ramune-curate-'));
  const stopDisplay = await setup();
  try {
    await makePhotos(join(root, 'photos'), count, classes);
    const imported = await importAll(root);
    // Or the system would still be writing the photos to the disk while the window is timed.
    await run('sync', [], { quiet: true });
    const started = [];
    for (let i = 0; i < tries; i++) started.push(await inWindow(root));
    return { photos: count, ...medians(started), ...imported, started };
  } finally {
    stopDisplay();
    await rm(root, { recursive: true, force: true });
  }
}

async function importAll(root: string) {
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder: join(root, 'project') });
  const started = performance.now();
  const report = await handlers['photos.import']({ paths: [join(root, 'photos')], job: 'import' });
  const seconds = (performance.now() - started) / 1000;
  await close();
  if (report.imported !== count) throw new Error(`Imported ${report.imported} of ${count}.`);
  return { importPhotosPerSecond: count / seconds };
}

type Figures = Awaited<ReturnType<typeof inWindow>>;

const medians = (started: readonly Figures[]): Figures => {
  const of = (name: keyof Figures) => median(started.map((figures) => figures[name]));
  return {
    openSeconds: of('openSeconds'),
    filterMs: of('filterMs'),
    scrollFps: of('scrollFps'),
    firstScrollFps: of('firstScrollFps'),
    editMs: of('editMs'),
  };
};

async function inWindow(root: string) {
  const electron = process.env.RAMUNE_ELECTRON as string;
  const { app, page } = await launchStudio({ electron, userData: join(root, 'user-data') });
  try {
    await page.getByTestId('open-project').waitFor({ timeout: minute });
    await answerDialogs(app, [join(root, 'project')]);
    const started = performance.now();
    await page.getByTestId('open-project').click();
    await page.getByTestId('photo').first().waitFor({ timeout: minute });
    const openSeconds = (performance.now() - started) / 1000;
    const firstScrollFps = await measureScroll(page);
    const scrollFps = await measureScroll(page);
    // Nobody types while the photos still roll.
    await page.waitForTimeout(1000);
    const filterMs = await measureFilter(page);
    return { openSeconds, filterMs, scrollFps, firstScrollFps, editMs: await measureEdit(page) };
  } finally {
    await app.close();
  }
}
