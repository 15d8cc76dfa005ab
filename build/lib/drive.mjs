import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a user does in the studio's window, for the guided tour and the desktop tests. */

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').ElectronApplication} ElectronApplication */

const minute = 60_000; // milliseconds

/** Opens the sample project and waits until its photos are in view. @param {Page} page */
export async function openSample(page) {
  await page.getByTestId('open-sample').click();
  await page.getByTestId('nav-curate').waitFor({ timeout: 10 * minute });
  await page.getByTestId('photo').first().waitFor({ timeout: minute });
}

/** Starts training as the room suggests it. @param {Page} page */
export async function startTraining(page) {
  await page.getByTestId('nav-train').click();
  await page.getByTestId('train-start').click();
  await page.getByTestId('train-cancel').waitFor({ timeout: minute });
}

/** Waits until no training is under way. @param {Page} page @returns how it ended, as the room puts it */
export async function trainingEnd(page) {
  await page.getByTestId('train-cancel').waitFor({ state: 'hidden', timeout: 30 * minute });
  return textOf(page, 'train-status');
}

/** @param {Page} page */
export async function registerClasses(page) {
  await page.getByTestId('nav-register').click();
  await page.getByTestId('register-from-classes').click();
  await page
    .getByTestId('product-list')
    .getByRole('img')
    .first()
    .waitFor({ timeout: 2 * minute });
}

/**
 * @param {ElectronApplication} app
 * @param {Page} page
 * @param {string} name
 * @param {string[]} photos
 */
export async function registerProduct(app, page, name, photos) {
  await page.getByTestId('nav-register').click();
  await page.getByTestId('register-name').fill(name);
  await answerDialogs(app, photos);
  await page.getByTestId('register-add-photos').click();
  await page.getByTestId('register-save').click();
  await page
    .getByTestId('product-list')
    .getByText(name)
    .first()
    .waitFor({ timeout: 2 * minute });
}

/**
 * @param {ElectronApplication} app
 * @param {Page} page
 * @param {string[]} photos
 * @returns what the room answers to each photo
 */
export async function recognise(app, page, photos) {
  await page.getByTestId('nav-recognise').click();
  await answerDialogs(app, photos);
  await page.getByTestId('recognise-add-photos').click();
  await page
    .getByTestId('recognise-answer')
    .nth(photos.length - 1)
    .waitFor({ timeout: 2 * minute });
  return (await page.getByTestId('recognise-answer').allInnerTexts()).map(oneLine);
}

/** Takes the suggested threshold. @param {Page} page @returns how many photos are then accepted and rejected */
export async function tuneThreshold(page) {
  await page.getByTestId('nav-tune').click();
  await page.getByTestId('threshold-suggest').click({ timeout: 2 * minute });
  return Promise.all(['threshold-accepted', 'threshold-rejected'].map((id) => textOf(page, id)));
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

/** @param {Page} page @param {string} testId */
export async function textOf(page, testId) {
  return oneLine(await page.getByTestId(testId).first().innerText());
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
