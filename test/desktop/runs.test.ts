import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { audit } from '../support/audit';
import { openStudio, type Studio } from './harness';
import { chooseLook, looks } from './looks';

const minute = 60_000; // milliseconds

/** Recipes, runs and their charts in the real window, on the sample project. */
describe('training runs', () => {
  let studio: Studio;
  const at = (testId: string) => studio.page.getByTestId(testId);

  beforeAll(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    await at('open-sample').click();
    await at('photo-grid').waitFor({ timeout: 8 * minute });
    await at('nav-train').click();
  });
  afterAll(() => studio?.close());

  it('edits a recipe and takes none that is unsound', async () => {
    await at('recipe-edit').click();
    await at('recipe-batchSize').fill('1');
    expect(await at('recipe-save').isDisabled()).toBe(true);
    await at('recipe-batchSize').fill('16');
    const rate = at('recipe-stages.0.learningRate');
    const before = await rate.inputValue();
    for (const typed of ['0.0005', before]) {
      await rate.press('Control+a');
      await rate.pressSequentially(typed);
      expect(await rate.inputValue()).toBe(typed);
    }
    expect(await at('recipe-save').isDisabled()).toBe(false);
    await at('recipe-head').click();
    await studio.page.getByRole('option', { name: 'CosFace' }).click();
    await studio.page.getByRole('button', { name: 'Remove this stage' }).last().click();
    await studio.screenshot('recipe-editor');
    await at('recipe-batch-normalization').scrollIntoViewIfNeeded();
    await studio.screenshot('recipe-quirks');
    await at('recipe-save').click();
    expect(await at('recipe-name').innerText()).toBe('Quick, changed');
  });

  it('holds a run and lets it go on', async () => {
    await at('train-start').click();
    await at('chart-loss').waitFor({ timeout: 5 * minute });
    await at('train-pause').click();
    await expect.poll(() => at('train-status').innerText()).toMatch(/^paused/);
    await studio.page.reload();
    await at('nav-train').click();
    await expect.poll(() => at('train-status').innerText()).toMatch(/^paused/);
    await at('train-pause').click();
    await expect.poll(() => at('train-status').innerText()).not.toMatch(/^paused/);
    await at('train-cancel').waitFor({ state: 'hidden', timeout: 8 * minute });
    expect(await at('run-status').first().innerText()).toMatch(/done/i);
  });

  it('exports metrics and curves, with the letters in them', async () => {
    const folder = join(studio.folder, 'exported');
    await mkdir(folder);
    await answerDialogs(studio.app, [folder]);
    await at('run-more').first().click();
    await at('run-export').click();
    // What is half-written has another name.
    const pictures = async () => (await readdir(folder)).filter((name) => name.endsWith('.png'));
    await expect.poll(pictures, { timeout: minute }).toHaveLength(1);
    await expect.poll(() => readdir(folder), { timeout: minute }).toHaveLength(3);
    const png = join(folder, (await pictures())[0]);
    expect(await sharp(png).metadata()).toMatchObject({ width: 1920, height: 1500 });
    // Left of the first plot there is nothing but the numbers of its axis.
    const { channels } = await sharp(png).extract({ left: 0, top: 0, width: 130, height: 500 }).stats();
    expect(channels[0].min).toBeLessThan(100);
    await copyFile(png, 'test/screenshots/exported-run.png');
  });

  it('compares two runs and says where their recipes differ', async () => {
    await at('recipe-edit').click();
    await at('recipe-head.m').fill('0.2');
    await at('recipe-save').click();
    await at('train-start').click();
    await expect.poll(() => at('run-row').count(), { timeout: minute }).toBe(2);
    await showWithKeys('last');
    await showWithKeys('first');
    expect(await auditLooks()).toEqual([]);
    await at('train-cancel').waitFor({ state: 'hidden', timeout: 8 * minute });
    await at('run-compare').last().click();
    await at('recipe-diff').waitFor();
    expect(await at('recipe-diff').innerText()).toMatch(/head\.m/);
    expect(await at('chart-loss').getAttribute('data-curves')).toBe('4');
    await at('chart-log').click({ force: true });
    await studio.screenshot('compare');
  });

  it('looks for a learning rate and begins with the weights of a run', async () => {
    await at('recipe-edit').click();
    await at('rate-find').first().click();
    await at('rate-use').waitFor({ timeout: 3 * minute });
    await studio.screenshot('learning-rate');
    const [rate] = /[\d.]+e-\d+/.exec(await at('rate-use').innerText())!;
    await at('rate-use').click();
    expect(Number(await at('recipe-stages.0.learningRate').inputValue())).toBeCloseTo(Number(rate), 6);
    await at('recipe-save').click();
    await at('run-more').first().click();
    await at('run-train-on').click();
    expect(await at('train-start-from').inputValue()).toMatch(/Quick, changed/);
    await studio.screenshot('train-on');
  });

  it('finds a run by its tag, takes it out and puts it back', async () => {
    await at('run-more').last().click();
    await at('run-describe').click();
    await at('run-tags').fill('baseline');
    await studio.page.keyboard.press('Enter');
    await at('run-notes-save').click();
    await at('run-search').fill('baseline');
    await expect.poll(() => at('run-row').count()).toBe(1);
    await at('run-more').click();
    await at('run-remove').click();
    await expect.poll(() => at('run-row').count()).toBe(0);
    await at('undo').click();
    await expect.poll(() => at('run-tag').count()).toBe(1);
    await studio.screenshot('runs');
  });

  it('draws the newest of many runs until all are asked for', async () => {
    const runs = join(studio.folder, 'user-data/sample-project/runs');
    const [first] = await readdir(runs);
    const run = await readFile(join(runs, first, 'run.json'), 'utf8');
    for (let i = 0; i < 30; i++) {
      await mkdir(join(runs, `copy-${i}`));
      await writeFile(join(runs, `copy-${i}`, 'run.json'), run.replaceAll(first, `copy-${i}`));
    }
    await at('run-search').fill('');
    await at('run-more').first().click();
    await at('run-describe').click();
    await at('run-notes-save').click();
    await at('runs-all').waitFor();
    expect(await at('run-row').count()).toBe(20);
    await at('runs-all').click();
    await expect.poll(() => at('run-row').count()).toBeGreaterThan(30);
    await expect.poll(() => at('runs-all').count()).toBe(0);
  });

  async function showWithKeys(which: 'first' | 'last'): Promise<void> {
    const button = at('run-show')[which]();
    await button.press('Enter');
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
  }

  /** What is wrong with the room while a run is under way. */
  async function auditLooks(): Promise<string[]> {
    await at('train-pause').click();
    await expect.poll(() => at('train-status').innerText()).toMatch(/^paused/);
    const found: string[] = [];
    for (const look of [...looks.slice(1), looks[0]]) {
      await chooseLook(studio.page, look);
      await at('nav-train').click();
      await at('train-status').waitFor();
      await studio.screenshot(`train-under-way-${looks.indexOf(look)}`);
      found.push(...(await audit(studio.page, look.code)));
    }
    await at('train-pause').click();
    return found;
  }
});
