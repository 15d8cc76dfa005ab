import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { enginePid, openStudio, type Studio } from './harness';

const minute = 60_000; // milliseconds

/** The whole job in the real window, on the sample project; each test goes on where the one before stopped. */
describe('from photos to answers', () => {
  let studio: Studio;
  let sample: string;
  const at = (testId: string) => studio.page.getByTestId(testId);
  const points = async () => Number(await at('chart-loss').getAttribute('data-points'));
  /** Photos of a product that the sample holds back for registering, by name. */
  const newPhotos = (product: string) =>
    readdirSync(join(sample, 'new', product))
      .sort()
      .map((name) => join(sample, 'new', product, name));
  const newProducts = () => readdirSync(join(sample, 'new')).sort();

  beforeAll(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    sample = join(studio.folder, 'user-data', 'sample-project', 'sample');
  });
  afterAll(() => studio?.close());

  it('draws the sample project and shows its photos', async () => {
    await at('open-sample').click();
    await at('job-sample').waitFor();
    await studio.screenshot('welcome-drawing');
    await at('photo-grid').waitFor({ timeout: 5 * minute });
    const image = at('photo').locator('img').first();
    await image.waitFor();
    await expect
      .poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: minute })
      .toBeGreaterThan(0);
    expect(await at('class-row').count()).toBe(6);
    await studio.screenshot('curate');
  });

  it('takes photos out and puts them back', async () => {
    const shown = () => studio.page.getByText(/^Photos: \d+$/).innerText();
    const before = await shown();
    await at('photo').first().click();
    await at('photo')
      .nth(2)
      .click({ modifiers: ['Shift'] });
    expect(await at('selected-count').innerText()).toBe('3 selected');
    await at('remove-photos').click();
    await expect.poll(shown).not.toBe(before);
    await studio.page.keyboard.press('Control+z');
    await expect.poll(shown).toBe(before);
  });

  it('imports a folder and says what it did', async () => {
    await answerDialogs(studio.app, [join(sample, 'unknown')]);
    await at('import-photos').click();
    await at('import-unknown').click();
    await at('import-report').waitFor({ timeout: minute });
    expect(await at('import-report').innerText()).toMatch(
      /Photos imported: 0[\s\S]*Skipped, as in the project already: [1-9]/,
    );
    await studio.screenshot('import-report');
    await at('import-report-close').click();
  });

  it('trains with a moving chart', async () => {
    await at('nav-train').click();
    await at('train-start').click();
    await at('chart-loss').waitFor({ timeout: 3 * minute });
    const first = await points();
    await expect.poll(points, { timeout: minute }).toBeGreaterThan(first + 5);
    expect(await at('train-status').innerText()).toMatch(/Stage \d of 2/);
  });

  it('goes on with the run after the engine was killed', async () => {
    const { app } = studio;
    const epoch = () => at('figure-epoch').innerText();
    await expect.poll(async () => Number(await epoch()) || 0, { timeout: 5 * minute }).toBeGreaterThan(2);
    await studio.screenshot('train');
    process.kill((await enginePid(app)) as number, 'SIGKILL');
    await at('engine-restarted').waitFor({ timeout: minute });
    await at('run-cut-off').waitFor({ timeout: minute });
    await studio.screenshot('train-cut-off');
    const before = await points();
    await at('run-continue').first().click();
    await expect.poll(points, { timeout: 5 * minute }).toBeGreaterThan(before);
    await at('train-cancel').waitFor({ state: 'hidden', timeout: 10 * minute });
    expect(await at('run-status').first().innerText()).toMatch(/done/i);
    await studio.screenshot('train-done');
  });

  it('registers products from classes and a new one from four photos', async () => {
    await at('nav-register').click();
    await at('register-from-classes').click();
    await expect.poll(() => at('product-list').locator('img').count(), { timeout: minute }).toBe(20);
    const [product] = newProducts();
    await at('register-name').fill(product);
    await answerDialogs(studio.app, newPhotos(product).slice(0, 4));
    await at('register-add-photos').click();
    const preview = at('register-photo').nth(3).locator('img');
    await expect
      .poll(() => preview.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: minute })
      .toBeGreaterThan(0);
    await studio.screenshot('register-new');
    await at('register-save').click();
    await at('product-list').getByText(product).waitFor({ timeout: minute });
    await studio.screenshot('register');
  });

  it('says which thresholds suit and counts as the slider moves', async () => {
    await at('nav-tune').click();
    await at('threshold-suggest').click({ timeout: 2 * minute });
    const accepted = await at('threshold-accepted').innerText();
    await studio.screenshot('tune');
    await at('threshold-slider').getByRole('slider').focus();
    await studio.page.keyboard.press('End');
    await expect.poll(() => at('threshold-accepted').innerText()).not.toBe(accepted);
    await at('threshold-suggest').click();
    await at('threshold-save').click();
    await expect.poll(() => at('threshold-save').isDisabled()).toBe(true);
  });

  it('recognises the new product and refuses a stranger', async () => {
    await at('nav-recognise').click();
    const [product] = newProducts();
    const strangers = readdirSync(join(sample, 'unknown')).sort().slice(0, 5);
    const answers = async (paths: string[]) => {
      await answerDialogs(studio.app, paths);
      const before = await at('recognise-answer').count();
      await at('recognise-add-photos').click();
      await expect
        .poll(() => at('recognise-answer').count(), { timeout: minute })
        .toBe(before + paths.length);
      return (await at('recognise-answer').allInnerTexts()).slice(0, paths.length);
    };
    const registered = await answers(newPhotos(product).slice(0, 1));
    expect(registered[0].startsWith(product)).toBe(true);
    // Photos it was not registered from: the product is at least among the candidates.
    const others = await answers(newPhotos(product).slice(4, 10));
    expect(others.filter((text) => text.includes(product)).length).toBeGreaterThan(3);
    await studio.screenshot('recognise');
    const unknown = await answers(strangers.map((name) => join(sample, 'unknown', name)));
    expect(unknown.filter((text) => text.includes('Not one of your products')).length).toBeGreaterThan(2);
    await studio.screenshot('recognise-stranger');
  });

  it('speaks Japanese and goes dark', async () => {
    await at('nav-settings').click();
    await studio.screenshot('settings');
    await at('settings-language').getByText('日本語').click();
    await at('settings-theme').getByText('ダーク').click();
    expect(await at('nav-train').innerText()).toBe('学習');
    expect(await studio.page.evaluate(() => document.documentElement.lang)).toBe('ja');
    for (const room of ['curate', 'train', 'tune', 'register', 'recognise', 'settings']) {
      await at(`nav-${room}`).click();
      await studio.page.waitForTimeout(700);
      await studio.screenshot(`${room}-ja-dark`);
    }
  });
});
