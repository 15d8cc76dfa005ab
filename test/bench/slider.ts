import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { createEngine } from '../../electron/engine/engine';
import { details } from '../../renderer/tune/tune-store';
import setup from '../desktop/setup';
import { makePhotos } from '../support/many-photos';
import { measureSlider, type SliderTiming } from '../support/window-timing';

const count = Number(process.env.RAMUNE_BENCH_PHOTOS ?? 50_000);
const classes = 50;
/** The photos of all other classes are strangers. */
const registered = 8;
const references = 4;
const minute = 60_000; // milliseconds

/** The real window's slider over 50,000 scored photos, with each of the panels under it that move with it. */
export default async function slider(): Promise<object> {
  const root = await mkdtemp(join(tmpdir(), 'ramune-slider-'));
  const stopDisplay = await setup();
  try {
    await makePhotos(join(root, 'photos'), count, classes);
    await makeProject(root);
    return { photos: count, ...(await inWindow(root)) };
  } finally {
    stopDisplay();
    await rm(root, { recursive: true, force: true });
  }
}

async function makeProject(root: string): Promise<void> {
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder: join(root, 'project') });
  await handlers['photos.import']({ paths: [join(root, 'photos')], job: 'import' });
  const known = (await handlers['classes.list']({})).slice(0, registered);
  for (const { id: classId, name } of known) {
    const own = (await handlers['photos.list']({ classId })).slice(0, references);
    await handlers['registry.register']({ name, photos: own.map(({ id: photoId }) => ({ photoId })) });
  }
  await close();
}

async function inWindow(root: string) {
  const electron = process.env.RAMUNE_ELECTRON as string;
  const { app, page } = await launchStudio({ electron, userData: join(root, 'user-data') });
  try {
    await page.getByTestId('open-project').waitFor({ timeout: minute });
    await answerDialogs(app, [join(root, 'project')]);
    await page.getByTestId('open-project').click();
    await page.getByTestId('photo').first().waitFor({ timeout: minute });
    const started = performance.now();
    await page.getByTestId('nav-tune').click();
    await page.getByTestId('threshold-slider').waitFor({ timeout: 30 * minute });
    const scoreSeconds = (performance.now() - started) / 1000;
    const timings: Record<string, SliderTiming> = {};
    for (const detail of details.filter((one) => one !== 'sets')) {
      await page.getByTestId(`tune-${detail}`).click();
      timings[detail] = await measureSlider(page);
    }
    return { scoreSeconds, timings };
  } finally {
    await app.close();
  }
}
