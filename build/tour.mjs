import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as drive from './lib/drive.mjs';
import { Film } from './lib/film.mjs';
import { launchStudio } from './lib/launch.mjs';
import { root } from './lib/paths.mjs';
import { say } from './lib/say.mjs';

const pictures = join(root, 'out/tour');

/** The screens in the order of the job: each step does what its screen is for and returns what came of it. */
const steps = {
  welcome,
  import: importPhotos,
  train,
  register,
  recognise,
  tune,
  'recognise-tuned': recognise,
  settings,
};

/**
 * Walks through the sample project in the real window, prints each step's result and keeps a picture of each screen, and
 * all of them as one that moves.
 */
export async function runTour(electron) {
  const userData = await mkdtemp(join(tmpdir(), 'ramune-tour-'));
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const { app, page } = await launchStudio({ electron, userData });
  const film = new Film(page);
  try {
    const sample = await page.evaluate(() => window.studio.sampleFolder());
    for (const [i, [name, step]] of Object.entries(steps).entries()) {
      const result = await step({ app, page, sample, film });
      await drive.takePicture(page, join(pictures, `${i + 1}-${name}.png`));
      await film.shoot();
      say(`${name}: ${result}`);
    }
    await film.save(join(pictures, 'tour.webp'));
    say(`A picture of each screen is in ${pictures}`);
  } finally {
    await app.close();
    await rm(userData, { recursive: true, force: true });
  }
}

async function welcome({ page }) {
  await page.getByTestId('open-sample').waitFor();
  return 'the studio is open';
}

async function importPhotos({ page }) {
  await drive.openSample(page);
  const rows = await page.getByTestId('class-row').allInnerTexts();
  return rows.map((row) => row.replace(/\s+/g, ' ').trim()).join(', ');
}

async function train({ page, film }) {
  await drive.startTraining(page);
  const stop = film.roll();
  return drive.trainingEnd(page).finally(stop);
}

async function register({ app, page, sample }) {
  await drive.registerClasses(page);
  const products = await drive.heldBackProducts(sample);
  let asked = 0;
  for (const { name, photos } of products)
    asked += Number(await drive.registerProduct(app, page, name, photos.slice(0, 4)));
  const question = asked ? `; asked about ${asked} that look like others` : '';
  return `the trained products, and ${products.length} new ones from 4 photos each${question}`;
}

async function recognise({ app, page, sample }) {
  const products = await drive.heldBackProducts(sample);
  const [thing] = await drive.otherThings(sample);
  const answers = await drive.recognise(app, page, [...products.map(({ photos }) => photos[4]), thing]);
  const shown = [...products.map(({ name }) => name), 'no product'];
  return answers.map((answer, i) => `${shown[i]} → ${answer}`).join(', ');
}

async function tune({ page }) {
  return (await drive.tuneThreshold(page)).join(', ');
}

async function settings({ page }) {
  await page.getByTestId('nav-settings').click();
  return drive.textOf(page, 'settings-engine');
}
