import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs, answerSaveDialog } from '../../build/lib/drive.mjs';
import { createEngine } from '../../electron/engine/engine';
import { audit } from '../support/audit';
import { openStudio, type Studio } from './harness';
import { fillShop, keepSet } from './shop';

const minute = 60_000; // milliseconds

/** The Tune room in the real window, on a shop whose products are registered. */
describe('the Tune room', () => {
  let studio: Studio;
  const at = (testId: string) => studio.page.getByTestId(testId);

  beforeAll(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    const shop = join(studio.folder, 'shop');
    const engine = createEngine(() => {});
    await fillShop(engine.handlers, shop);
    await keepSet(engine);
    await engine.close();
    await answerDialogs(studio.app, [shop]);
    await at('open-project').click();
    await at('nav-tune').click();
    await at('threshold-suggest').waitFor({ timeout: 5 * minute });
  });
  afterAll(() => studio?.close());

  it('moves everything with the slider', async () => {
    await studio.screenshot('tune-room');
    const figures = () => at('threshold-accepted').innerText();
    const before = await figures();
    await at('threshold-input').fill('1');
    await expect.poll(figures).not.toBe(before);
    await expect.poll(() => at('strip-photo').count()).toBeGreaterThan(3);
    await studio.screenshot('tune-changes');
    const firstBar = async (kind: string) =>
      Number(await at('threshold-histogram').locator(`[data-kind=${kind}]`).first().getAttribute('x'));
    expect(await firstBar('stranger')).toBeLessThan(await firstBar('right'));
  });

  it('takes a threshold as it is typed, and saves the smallest step of the slider', async () => {
    const input = at('threshold-input');
    const chosen = () => input.inputValue();
    await input.fill('-');
    await input.press('Tab');
    const place = await at('threshold-slider').getByRole('slider').getAttribute('aria-valuenow');
    expect(Number(place)).toBeGreaterThan(0);
    await input.fill('');
    await input.pressSequentially('0.9955');
    await input.press('Tab');
    await expect.poll(chosen).toBe('0.9955');
    await input.fill('0.9991');
    const save = at('threshold-save');
    const saved = () => expect.poll(() => save.isDisabled()).toBe(true);
    await save.click();
    await saved();
    // Neither the field nor what it rounds moves the threshold.
    await input.focus();
    await input.press('Tab');
    await saved();
    await at('threshold-slider').getByRole('slider').focus();
    await studio.page.keyboard.press('ArrowRight');
    await expect.poll(() => save.isEnabled()).toBe(true);
    await save.click();
    await saved();
  });

  it('offers thresholds for a purpose and by cost', async () => {
    await at('threshold-goals').click();
    await at('goal-cost').hover();
    await studio.screenshot('tune-goals');
    const strict = await at('goal-cost').innerText();
    await at('cost-wrongSale').fill('0');
    await at('cost-rejectedSale').fill('');
    await at('cost-rejectedSale').pressSequentially('5.50');
    expect(await at('cost-rejectedSale').inputValue()).toBe('5.50');
    await expect.poll(() => at('goal-cost').innerText()).not.toBe(strict);
    await at('goal-0.01').click();
    await at('goal-cost').waitFor({ state: 'hidden' });
    await at('threshold-save').click();
    await expect.poll(() => at('threshold-save').isDisabled()).toBe(true);
  });

  it('draws its curves', async () => {
    await at('tune-curves').click();
    for (const name of ['errors', 'roc', 'precision', 'openset'])
      expect(Number(await at(`curve-${name}`).getAttribute('data-points'))).toBeGreaterThan(2);
    expect(await at('curve-figures').innerText()).toMatch(/\d+\.\d%/);
    await at('curve-openset').scrollIntoViewIfNeeded();
    await studio.screenshot('tune-curves');
  });

  it('lists products worst first, and a product’s photos', async () => {
    await at('tune-products').click();
    const first = at('tune-product').first();
    await first.click();
    expect(await first.getAttribute('aria-pressed')).toBe('true');
    await at('strip-photo').first().waitFor();
    await studio.screenshot('tune-products');
    const needs = (row: Locator) => row.locator('span').nth(4).innerText();
    const needed = async () => [
      await needs(at('tune-product').first()),
      await needs(at('tune-product').last()),
    ];
    const common = await needed();
    expect(common[0]).toBe(common[1]);
    await at('own-thresholds').click({ force: true });
    await expect.poll(async () => new Set(await needed()).size).toBe(2);
    await studio.screenshot('tune-own-thresholds');
    await at('undo').click();
    await expect.poll(needed).toEqual(common);
  });

  it('shows which product is taken for which, near and far', async () => {
    await at('tune-confusion').click();
    const cell = async () => Number(await at('matrix').getAttribute('data-cell'));
    await expect.poll(cell).toBeGreaterThan(0);
    const all = await cell();
    await at('matrix-in').click();
    expect(await cell()).toBeGreaterThan(all);
    await at('matrix').hover();
    await studio.page.mouse.wheel(0, -400);
    const near = await cell();
    await at('matrix-whole').click();
    await expect.poll(cell).toBe(all);
    expect(near).toBeGreaterThan(all);
    // The first cell of the diagonal has the first product's own photos.
    await at('matrix').click({ position: { x: 150 + all / 2, y: 110 + all / 2 } });
    const own = await at('matrix-cell').innerText();
    await studio.screenshot('tune-confusion');
    await studio.page.keyboard.press('ArrowRight');
    await expect.poll(() => at('matrix-cell').innerText()).not.toBe(own);
  });

  it('has tried the model on a kept set by itself, and compares it with an earlier one', async () => {
    await at('tune-sets').click();
    await expect.poll(() => at('set-result').count(), { timeout: 2 * minute }).toBe(2);
    // The model before refused every product and took nothing for a stranger’s.
    await studio.page.getByText(/^Better \([1-9]\d*\)$/).waitFor();
    await studio.page.getByText('Worse (0)').waitFor();
    await studio.screenshot('tune-sets');
    await at('set-name').fill('Another');
    await at('set-keep').click();
    await expect.poll(() => at('set-select').inputValue(), { timeout: minute }).toMatch(/^Another/);
    await expect.poll(() => at('set-result').count(), { timeout: 2 * minute }).toBe(1);
    await at('set-rename').click();
    await at('set-rename-field').fill('Renamed');
    await at('set-rename-field').press('Enter');
    await expect.poll(() => at('set-select').inputValue()).toMatch(/^Renamed/);
    await studio.page.keyboard.press('Control+z');
    await expect.poll(() => at('set-select').inputValue()).toMatch(/^Another/);
    await at('set-remove').click();
    await expect.poll(() => at('set-select').inputValue()).toMatch(/^Kept/);
    await studio.page.keyboard.press('Control+z');
    await at('set-select').click();
    await studio.page.getByRole('option', { name: /^Another/ }).click();
    await expect.poll(() => at('set-result').count()).toBe(1);
  });

  it('says when photos have changed since, and scores them again', async () => {
    const outdated = at('tune-outdated');
    expect(await outdated.count()).toBe(0);
    // A photo that changes while the room is open, as when a training ends.
    await at('nav-curate').click();
    await at('photo').first().click();
    await studio.page.keyboard.press('Delete');
    await at('nav-tune').click();
    await at('threshold-refresh')
      .and(studio.page.locator(':not([data-loading])'))
      .waitFor({ timeout: minute });
    await studio.page.keyboard.press('Control+z');
    await outdated.waitFor({ timeout: minute });
    await studio.screenshot('tune-outdated');
    await at('threshold-refresh').click();
    await outdated.waitFor({ state: 'hidden', timeout: minute });
  });

  it('reads well in the dark and in Japanese', async () => {
    await at('nav-settings').click();
    await at('settings-theme').getByText('Dark').click();
    await at('settings-language').getByText('日本語').click();
    await at('nav-tune').click();
    await at('threshold-suggest').waitFor({ timeout: minute });
    await studio.screenshot('tune-ja-dark');
    const found: string[] = [];
    for (const detail of ['changes', 'products', 'confusion', 'curves', 'sets']) {
      await at(`tune-${detail}`).click();
      await at(`tune-${detail}`).scrollIntoViewIfNeeded();
      await studio.page.mouse.wheel(0, 400);
      await studio.screenshot(`tune-ja-dark-${detail}`);
      found.push(...(await audit(studio.page, 'ja')));
    }
    await at('threshold-goals').click();
    await at('goal-cost').hover();
    await studio.screenshot('tune-ja-dark-goals');
    found.push(...(await audit(studio.page, 'ja')));
    expect(found).toEqual([]);
    await studio.page.keyboard.press('Escape');
  });

  it('saves a report as PDF and as HTML', async () => {
    for (const [name, start] of [
      ['report.pdf', '%PDF-'],
      ['report.html', '<!doctype html>'],
    ]) {
      const path = join(studio.folder, name);
      await answerSaveDialog(studio.app, path);
      await at('report').click();
      await studio.page.getByText(path).waitFor({ timeout: 2 * minute });
      expect((await readFile(path, 'utf8')).slice(0, start.length)).toBe(start);
    }
  });
});
