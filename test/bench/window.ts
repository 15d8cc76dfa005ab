import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '@shared/random';
import { answerDialogs, startTraining } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { createEngine } from '../../electron/engine/engine';
import { RunStore } from '../../electron/engine/training/run-store';
import setup from '../desktop/setup';
import { runRecord } from '../support/run-record';
import { measureChart } from '../support/window-timing';

const minute = 60_000; // milliseconds
const steps = 100_000;
const longRun = 'long';

/** Frames a second, and the longest frame, of the train room: while it trains, and over a run of 100,000 steps. */
export default async function window(): Promise<object> {
  const root = await mkdtemp(join(tmpdir(), 'ramune-window-'));
  const stopDisplay = await setup();
  const electron = process.env.RAMUNE_ELECTRON as string;
  try {
    const folder = await makeSample(root);
    const { app, page } = await launchStudio({ electron, userData: join(root, 'user-data') });
    try {
      await answerDialogs(app, [folder]);
      await page.getByTestId('open-project').click();
      await page.getByTestId('photo').first().waitFor({ timeout: minute });
      await page.getByTestId('nav-train').click();
      await page.getByTestId('chart-loss').waitFor({ timeout: minute });
      const overLongRun = await measureChart(page);
      await startTraining(page);
      // The run's own chart is shown once its first steps are in it.
      await page
        .locator(`[data-testid=chart-loss]:not([data-points="0"]):not([data-points="${steps}"])`)
        .waitFor({ timeout: 5 * minute });
      return { steps, overLongRun, whileTraining: await measureChart(page) };
    } finally {
      await app.close();
    }
  } finally {
    stopDisplay();
    await rm(root, { recursive: true, force: true });
  }
}

/** The sample project with a run of very many steps, as if it had been trained. */
async function makeSample(root: string): Promise<string> {
  const engine = createEngine(() => {});
  const folder = join(root, 'sample');
  await engine.handlers['project.sample']({ folder, job: 'sample' });
  const store = new RunStore(engine.session.project().paths.runs);
  await store.write({ version: 1, summary: runRecord({ id: longRun }), train: [], val: [] });
  const line = { stage: 0, learningRate: 1e-3, imagesPerSecond: 100, accuracy: 0.9, kind: 'step' } as const;
  const random = new Random(1);
  await store.appendMetrics(
    longRun,
    Array.from({ length: steps }, (_, i) => ({
      ...line,
      step: i + 1,
      loss: 1 / (1 + i / 1000) + random.next() / 10,
    })),
  );
  await engine.close();
  return folder;
}
