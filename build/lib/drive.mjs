import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a user does in the studio's window, for the guided tour and the desktop tests. */

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').ElectronApplication} ElectronApplication */

const minute = 60_000; // milliseconds

/** Opens the sample project and waits until its photos are in view. @param {Page} page */
export async function openSample(page) {
  await page.getByTestId('open-sample').click();
  await seen(page.getByTestId('nav-curate'), { timeout: 10 * minute });
  await seen(page.getByTestId('photo').first(), { timeout: minute });
}

/** Starts training as the room suggests it. @param {Page} page */
export async function startTraining(page) {
  await page.getByTestId('nav-train').click();
  await page.getByTestId('train-start').click();
  await seen(page.getByTestId('train-cancel'), { timeout: minute });
}

/** Waits until no training is under way. @param {Page} page @returns how it ended, as the room puts it */
export async function trainingEnd(page) {
  await seen(page.getByTestId('train-cancel'), { state: 'hidden', timeout: 30 * minute });
  return textOf(page, 'train-status');
}

/** @param {Page} page */
export async function registerClasses(page) {
  await page.getByTestId('nav-register').click();
  await page.getByTestId('register-from-classes').click();
  await seen(page.getByTestId('product-list').getByRole('img').first(), { timeout: 2 * minute });
}

/**
 * @param {ElectronApplication} app
 * @param {Page} page
 * @param {string} name
 * @param {string[]} photos
 * @returns {Promise<boolean>} whether the studio asked first, since the photos look like another product's
 */
export async function registerProduct(app, page, name, photos) {
  await page.getByTestId('nav-register').click();
  await page.getByTestId('register-name').fill(name);
  await answerDialogs(app, photos);
  await page.getByTestId('register-add-photos').click();
  await page.getByTestId('register-save').click();
  const listed = page.getByTestId('product-list').getByText(name).first();
  const saveAnyway = page.getByTestId('lookalike-save');
  await seen(listed.or(saveAnyway).first(), { timeout: 2 * minute });
  const asked = await saveAnyway.isVisible();
  if (asked) await saveAnyway.click();
  await seen(listed, { timeout: 2 * minute });
  return asked;
}

/**
 * @param {ElectronApplication} app
 * @param {Page} page
 * @param {string[]} photos
 * @returns {Promise<string[]>} the answer to each photo and its score; the room itself shows the newest first
 */
export async function recognise(app, page, photos) {
  await page.getByTestId('nav-recognise').click();
  const cards = page.getByTestId('recognise-answer');
  const before = await cards.count();
  await answerDialogs(app, photos);
  await page.getByTestId('recognise-add-photos').click();
  await seen(cards.nth(before + photos.length - 1), { timeout: 2 * minute });
  return Promise.all(
    photos.map(async (_, i) => {
      const card = cards.nth(photos.length - 1 - i);
      // Cards out of view are not laid out, so they have no inner text.
      const answer = await card.getByRole('heading', { includeHidden: true }).textContent();
      return `${answer} (${await card.getByTestId('recognise-score').textContent()})`;
    }),
  );
}

/** Takes and saves the suggested threshold. @param {Page} page @returns what it accepts and rejects */
export async function tuneThreshold(page) {
  await page.getByTestId('nav-tune').click();
  await seen(page.getByTestId('threshold-suggest'), { timeout: 5 * minute });
  await page.getByTestId('threshold-suggest').click();
  const save = page.getByTestId('threshold-save');
  if (await save.isEnabled()) await save.click();
  return Promise.all(
    ['threshold-saved', 'threshold-accepted', 'threshold-rejected'].map((id) => textOf(page, id)),
  );
}

/**
 * Waits for a change in the window; an error message of the studio ends the wait at once.
 * @param {import('playwright-core').Locator} locator
 * @param {{timeout: number, state?: 'hidden'}} options
 */
async function seen(locator, options) {
  const error = locator.page().getByTestId('error-notification').first();
  const shown = locator.waitFor(options);
  const refused = error.waitFor({ timeout: options.timeout }).then(async () => {
    throw new Error(`The studio says: ${oneLine(await error.innerText())}`);
  });
  await Promise.race([shown, refused]);
}

/**
 * Native dialogs cannot be clicked from outside: main's own now answers with these paths; with none, it is closed.
 * @param {ElectronApplication} app
 * @param {string[]} paths
 */
export async function answerDialogs(app, paths) {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = async () => ({ canceled: !filePaths.length, filePaths });
  }, paths);
}

/**
 * The same for where to save a file.
 * @param {ElectronApplication} app
 * @param {string} path
 */
export async function answerSaveDialog(app, path) {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
}

/**
 * The sample's products that are held back, to be registered by hand.
 * @param {string} project folder of the sample project
 */
export async function heldBackProducts(project) {
  const folder = join(project, 'sample/new');
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => ({ name, photos: await photosIn(join(folder, name)) })));
}

/** @param {string} project folder of the sample project @returns photos that show no product */
export const otherThings = (project) => photosIn(join(project, 'sample/unknown'));

/** @param {string} folder */
async function photosIn(folder) {
  return (await readdir(folder)).sort().map((name) => join(folder, name));
}

/** Saves a picture of the window once the photos in view are there. @param {Page} page @param {string} path */
export async function takePicture(page, path) {
  await page.waitForFunction(allPhotosLoaded, null, { timeout: minute });
  await page.screenshot({ path });
}

/** Runs in the page. Photos outside the window are loaded only when they come into view. */
function allPhotosLoaded() {
  const inView = ({ top, bottom }) => bottom > 0 && top < window.innerHeight;
  return [...document.images].every((image) => image.complete || !inView(image.getBoundingClientRect()));
}

/** @param {Page | import('playwright-core').Locator} place @param {string} testId */
export async function textOf(place, testId) {
  return oneLine(await place.getByTestId(testId).first().innerText());
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
