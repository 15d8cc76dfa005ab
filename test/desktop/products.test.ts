import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs, answerSaveDialog } from '../../build/lib/drive.mjs';
import { openStudio, type Studio } from './harness';

const minute = 60_000; // milliseconds

/** The list of products in the real window: in from a file, edited with the keys, undone, and out again. */
describe('the table of products', () => {
  let studio: Studio;
  const at = (testId: string) => studio.page.getByTestId(testId);
  const file = (name: string) => join(studio.folder, name);

  beforeAll(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    await answerDialogs(studio.app, [file('project')]);
    await at('new-project').click();
    await at('nav-register').click({ timeout: minute });
    await at('register-view').getByText('Table').click();
  });
  afterAll(() => studio?.close());

  it('takes a list in and reports its bad rows', async () => {
    // Shift_JIS: 商品名,容器 / ①緑茶,缶 / ,缶
    const hex = '8fa4956996bc2c97658aed0d0a874097ce92832c8aca0d0a2c8aca0d0a';
    writeFileSync(file('list.csv'), Buffer.from(hex, 'hex'));
    await answerDialogs(studio.app, [file('list.csv')]);
    await at('list-menu').click();
    await at('list-import').click();
    await at('list-report').waitFor({ timeout: minute });
    expect(await at('list-report').innerText()).toMatch(/Added: 1\.[\s\S]*Line 3/);
    await at('list-report-close').click();
    expect(await at('product-row').count()).toBe(1);
  });

  it('is edited with the keys and undone', async () => {
    const maker = at('product-row').locator('[data-field="maker"]');
    await at('product-row').locator('[data-field="reading"]').click();
    await studio.page.keyboard.press('ArrowRight');
    await studio.page.keyboard.press('Enter');
    await at('cell-editor').fill('Kohaku');
    await studio.page.keyboard.press('Enter');
    await expect.poll(() => maker.innerText()).toBe('Kohaku');
    await studio.screenshot('register-table');
    await studio.page.keyboard.press('Control+z');
    await expect.poll(() => maker.innerText()).toBe('');
    await studio.page.keyboard.press('Control+Shift+z');
    await expect.poll(() => maker.innerText()).toBe('Kohaku');
  });

  it('finds by reading of any width and goes out as a file', async () => {
    await at('table-search').fill('ｋｏｈａｋｕ');
    await expect.poll(() => at('product-row').count()).toBe(1);
    await at('table-search').fill('nothing like this');
    await expect.poll(() => at('product-row').count()).toBe(0);
    await answerSaveDialog(studio.app, file('out.csv'));
    await at('list-menu').click();
    await at('list-export').click();
    const written = () => {
      try {
        return readFileSync(file('out.csv'), 'utf8');
      } catch {
        return '';
      }
    };
    await expect.poll(written, { timeout: minute }).toContain('①緑茶,,Kohaku,,Can');
  });

  it('keeps nothing selected that a change has put out of sight', async () => {
    await at('table-search').fill('kohaku');
    await at('product-row').locator('[data-field="maker"]').click();
    await studio.page.keyboard.press('Control+a');
    await at('table-selected').waitFor();
    await studio.page.keyboard.press('Enter');
    await at('cell-editor').fill('Shiro');
    await studio.page.keyboard.press('Enter');
    await expect.poll(() => at('product-row').count()).toBe(0);
    await at('table-selected').waitFor({ state: 'hidden' });
    await at('table-state').waitFor();
    await studio.page.keyboard.press('Control+z');
    await expect.poll(() => at('product-row').count()).toBe(1);
  });

  it('goes on with the keys after a row was ticked', async () => {
    await at('table-search').fill('');
    await at('product-row').locator('input[type=checkbox]').click();
    await at('table-selected').waitFor();
    await studio.page.keyboard.press('Escape');
    await at('table-selected').waitFor({ state: 'hidden' });
  });

  it('keeps what is being typed while the table is scrolled', async () => {
    const rows = Array.from({ length: 80 }, (_, i) => `A${100 + i},缶`);
    writeFileSync(file('many.csv'), ['商品名,容器', ...rows].join('\n'));
    await at('table-search').fill('');
    await answerDialogs(studio.app, [file('many.csv')]);
    await at('list-menu').click();
    await at('list-import').click();
    await at('list-report-close').click({ timeout: minute });
    const price = studio.page.locator('[data-name=A101] [data-field=price]');
    await price.dblclick();
    await at('cell-editor').fill('130');
    const top = (y: number) => at('product-table').evaluate((table, to) => table.scrollTo(0, to), y);
    await top(3000);
    await studio.page.locator('[data-name=A170]').waitFor();
    await expect.poll(() => studio.page.locator('[data-name=A103]').count()).toBe(0);
    await top(0);
    expect(await at('cell-editor').inputValue()).toBe('130');
    await studio.page.keyboard.press('Enter');
    await expect.poll(() => price.innerText()).toContain('130');
  });

  it('keeps a product of the list when its first photos are undone', async () => {
    const photos = await Promise.all(
      ['red', 'green'].map(async (background) => {
        const path = file(`${background}.png`);
        await sharp({ create: { width: 64, height: 48, channels: 3, background } }).toFile(path);
        return path;
      }),
    );
    await at('register-view').getByText('Pictures').click();
    await at('register-name').fill('①緑茶');
    await answerDialogs(studio.app, photos);
    await at('register-add-photos').click();
    await at('register-photo').nth(1).waitFor({ timeout: minute });
    await at('register-save').click();
    await studio.page.getByText('Photos: 2').waitFor({ timeout: minute });
    await studio.page.keyboard.press('Control+z');
    await studio.page.getByText('Photos: 2').waitFor({ state: 'hidden' });
    await at('register-view').getByText('Table').click();
    await at('table-search').fill('kohaku');
    await expect.poll(() => at('product-row').innerText()).toContain('①緑茶');
  });
});
