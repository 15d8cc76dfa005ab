import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs, answerSaveDialog } from '../../build/lib/drive.mjs';
import { openStudio, type Studio } from './harness';

const minute = 60_000; // milliseconds
const size = { width: 300, height: 200 };

/** A grey scene with stripes, in it a coloured square, or nothing. */
const scene = (colour: string | null) => {
  const stripes = Array.from(
    { length: 10 },
    (_, i) => `<rect x="${i * 30}" width="14" height="200" fill="#8f8f86"/>`,
  );
  const square = colour ? `<rect x="100" y="60" width="90" height="100" fill="${colour}"/>` : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${Object.entries(size)
    .map(([k, v]) => `${k}="${v}"`)
    .join(' ')}><rect width="300" height="200" fill="#a8a8a0"/>${stripes.join('')}${square}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer();
};

/** Datasets, crops and labels in the real window. */
describe('curating photos', () => {
  let studio: Studio;
  const at = (testId: string) => studio.page.getByTestId(testId);
  const box = () => at('box').getAttribute('data-box');
  const press = (key: string) => studio.page.keyboard.press(key);

  beforeAll(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    const data = join(studio.folder, 'data');
    mkdirSync(data);
    for (const [name, colour] of [
      ['red', '#c33'],
      ['blue', '#36c'],
      ['green', '#3a4'],
      ['scene', null],
    ] as const)
      writeFileSync(join(data, `${name}.jpg`), await scene(colour));
    const rows = [
      'file,label,xmin,ymin,xmax,ymax',
      'red.jpg,Cola,95,55,195,165',
      'blue.jpg,Tea,,,,',
      'gone.jpg,Tea,,,,',
      'green.jpg,,,,,',
      'scene.jpg,,,,,',
    ];
    writeFileSync(join(data, 'list.csv'), rows.join('\n'));
    await answerDialogs(studio.app, [join(studio.folder, 'project')]);
    await at('new-project').click();
    await at('nav-curate').waitFor({ timeout: minute });
  });
  afterAll(() => studio?.close());

  it('takes a dataset in and says which line it could not use', async () => {
    await answerDialogs(studio.app, [join(studio.folder, 'data')]);
    await at('import-photos').click();
    await at('import-dataset').click();
    await at('dataset-csv').check();
    await studio.screenshot('dataset-dialog');
    await at('dataset-choose').click();
    await at('import-report').waitFor({ timeout: minute });
    expect(await at('import-report').innerText()).toMatch(
      /Photos imported: 4[\s\S]*list\.csv[\s\S]*Line 4[\s\S]*not there/,
    );
    await studio.screenshot('dataset-report');
    await at('import-report-close').click();
    expect(await at('photo').count()).toBe(4);
  });

  it('draws, nudges and removes a crop box, and undoes it', async () => {
    await studio.page.getByTitle('blue.jpg').dblclick();
    await at('photo-view').waitFor();
    const stage = (await at('box-stage').boundingBox())!;
    const x = (share: number) => stage.x + stage.width * share;
    const y = (share: number) => stage.y + stage.height * share;
    await studio.page.mouse.move(x(0.2), y(0.2));
    await studio.page.mouse.down();
    await studio.page.mouse.move(x(0.5), y(0.6), { steps: 4 });
    await studio.page.mouse.up();
    const drawn = (await box())!.split(' ').map(Number);
    [60, 40, 90, 80].forEach((value, i) => expect(Math.abs(drawn[i] - value)).toBeLessThan(3));
    await press('ArrowRight');
    await press('Shift+ArrowDown');
    expect(await box()).toBe([drawn[0] + 1, drawn[1] + 10, drawn[2], drawn[3]].join(' '));
    await studio.screenshot('photo-view');
    await studio.page.waitForTimeout(1500);
    await press('Control+z');
    await expect.poll(box, { timeout: minute }).toBe(drawn.join(' '));
    await press('Delete');
    await expect.poll(() => at('box').count()).toBe(0);
    await press('Control+z');
    await expect.poll(box, { timeout: minute }).toBe(drawn.join(' '));
    // Keys that are undone before they rest are not written when the photo is left either.
    await press('ArrowRight');
    await press('Control+z');
    await expect.poll(() => at('box').count()).toBe(0);
    await press('Escape');
    await at('photo-grid').waitFor();
    await studio.page.waitForTimeout(500);
    await studio.page.getByTitle('blue.jpg').dblclick();
    await at('photo-view').waitFor();
    expect(await at('box').count()).toBe(0);
    await press('Control+Shift+z');
    await expect.poll(box, { timeout: minute }).toBe(drawn.join(' '));
    await press('Escape');
    await at('photo-grid').waitFor();
  });

  it('labels the photo that is large, not the one that was before', async () => {
    const label = (name: string) =>
      studio.page.getByRole('option', { name: `${name}, ` }).getAttribute('aria-label');
    await studio.page.getByTitle('green.jpg').dblclick();
    await press('PageUp');
    const large = (await at('photo-view').getAttribute('aria-label'))!;
    await press('Escape');
    const before = [await label('green.jpg'), await label(large)];
    await studio.page.getByTitle('green.jpg').dblclick();
    await press('PageUp');
    await press(before[1]!.includes('Cola') ? '2' : '1');
    await press('Escape');
    await expect.poll(() => label(large)).not.toBe(before[1]);
    expect(await label('green.jpg')).toBe(before[0]);
    await press('Control+z');
    await expect.poll(() => label(large)).toBe(before[1]);
  });

  it('lets go of a photo that its label takes out of sight', async () => {
    await studio.page.getByRole('button', { name: /^Not labelled/ }).click();
    await expect.poll(() => at('photo').count()).toBe(2);
    await at('photo').first().click();
    await press('1');
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBe(1);
    await at('photo-count').waitFor();
    await press('Control+z');
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBe(2);
    await studio.page.getByRole('button', { name: /^All photos/ }).click();
  });

  it('comes back from a large photo to its place, with the keyboard', async () => {
    const narrow = await studio.page.addStyleTag({
      content: '[data-testid=photo-grid] { flex: none; height: 160px; width: 170px }',
    });
    const grid = () =>
      at('photo-grid').evaluate((frame) => [frame === document.activeElement, Math.round(frame.scrollTop)]);
    await at('photo').first().click();
    await at('photo-grid').focus();
    for (let i = 0; i < 3; i++) await press('ArrowDown');
    await expect.poll(async () => (await grid())[1]).toBeGreaterThan(300);
    const there = await grid();
    await press('Enter');
    await at('photo-view').waitFor();
    await press('Escape');
    await expect.poll(grid).toEqual(there);
    await press('Escape');
    await at('photo-count').waitFor();
    await narrow.evaluate((style: Element) => style.remove());
  });

  it('suggests crops against the empty scene and takes them all', async () => {
    await studio.page.getByTitle('scene.jpg').dblclick();
    await at('empty-scene').click();
    await studio.screenshot('photo-empty-scene');
    await press('Escape');
    await at('suggest-boxes').click();
    await at('suggest-new').click();
    await at('boxes-accept').waitFor({ timeout: minute });
    expect(await at('suggested-count').innerText()).toMatch(/: 3$/);
    await at('boxes-accept').click();
    await studio.page.getByTitle('green.jpg').dblclick();
    const found = (await box())!.split(' ').map(Number);
    [100, 60, 90, 100].forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThan(9));
    await press('Escape');
    await studio.screenshot('curate-cropped');
  });

  it('looks the photos over and draws splits', async () => {
    await at('survey-menu').click();
    await at('survey').click();
    await at('review-bar').waitFor({ timeout: minute });
    await studio.screenshot('curate-review');
    await at('review-bar').locator('label').first().click();
    await expect.poll(() => at('photo').count()).toBeGreaterThan(0);
    await at('review-bar').getByLabel('Leave the review').click();
    await expect.poll(() => at('photo').count()).toBe(4);
    await at('survey-menu').click();
    await at('draw-80-20-0').click();
    await studio.page.getByText('Splits drawn').waitFor({ timeout: minute });
  });

  it('labels by dragging, merges classes and selects with a lasso', async () => {
    const row = (name: string) => at('class-row').filter({ hasText: name });
    await studio.page.getByTitle('green.jpg').dragTo(row('Tea'));
    await expect.poll(() => row('Tea').innerText()).toMatch(/2/);
    await row('Tea').getByTestId('class-menu').click();
    await at('class-merge').hover();
    await studio.page.getByRole('menuitem', { name: 'Cola' }).click();
    await expect.poll(() => at('class-row').count()).toBe(1);
    await press('Control+z');
    await expect.poll(() => at('class-row').count()).toBe(2);
    const grid = (await at('photo-grid').boundingBox())!;
    await studio.page.mouse.move(grid.x + grid.width - 40, grid.y + 300);
    await studio.page.mouse.down();
    await studio.page.mouse.move(grid.x + 30, grid.y + 60, { steps: 5 });
    await studio.page.mouse.up();
    expect(await at('selected-count').innerText()).toBe('4 selected');
    await studio.screenshot('curate-lasso');
  });

  it('lays the photos out as a map, where a lasso selects and the pointer shows what is under it', async () => {
    await press('Escape');
    await at('photo-view-switch').locator('label').last().click();
    await studio.screenshot('map-empty');
    await at('map-draw').click();
    await at('photo-map').waitFor({ timeout: minute });
    expect(await at('photo-map').getAttribute('data-points')).toBe('4');
    const map = (await at('photo-map').boundingBox())!;
    await studio.page.mouse.move(map.x + 5, map.y + 5);
    await studio.page.mouse.down();
    await studio.page.mouse.move(map.x + map.width - 60, map.y + map.height - 5, { steps: 6 });
    await studio.page.mouse.up();
    expect(await at('selected-count').innerText()).toBe('4 selected');
    await studio.screenshot('map-lasso');
    // All are in view, so one of them is 60 pixels from the left, or one from the top.
    const steps = (side: number) => Array.from({ length: Math.ceil(side / 10) }, (_, i) => i * 10);
    const border = [...steps(map.height).map((y) => [60, y]), ...steps(map.width).map((x) => [x, 60])];
    for (const [x, y] of border) {
      await studio.page.mouse.move(map.x + x, map.y + y);
      if (await at('map-hover').count()) break;
    }
    expect(await at('map-hover').innerText()).toMatch(/\.jpg/);
    await studio.screenshot('map-hover');
    await press('Escape');
    await at('photo-view-switch').locator('label').first().click();
    await expect.poll(() => at('photo').count()).toBe(4);
  });

  it('warns of poor splits where training is started', async () => {
    await studio.page.getByTitle('scene.jpg').click();
    await press('1');
    await at('nav-train').click();
    await at('split-warning-few').waitFor({ timeout: minute });
    expect(await at('split-warning-few').innerText()).toMatch(/Cola, Tea/);
    await studio.screenshot('train-split-warnings');
    await at('nav-curate').click();
    await press('Control+z');
  });

  it('keeps a version, says what has changed since, and brings it back', async () => {
    await at('versions').click();
    await at('version-name').fill('Before the clean-up');
    await press('Enter');
    await at('version').waitFor({ timeout: minute });
    await press('Escape');
    await studio.page.getByTitle('blue.jpg').click();
    await press('Delete');
    await expect.poll(() => at('photo').count()).toBe(3);
    await at('versions').click();
    await at('version-compare').click();
    expect(await at('version-difference').innerText()).toBe('1 taken out');
    await studio.screenshot('versions');
    await at('version-restore').click();
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBe(4);
    await press('Control+z');
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBe(3);
    await press('Control+z');
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBe(4);
    await at('versions').click();
    await at('version-remove').click();
    await expect.poll(() => at('version').count()).toBe(0);
    await studio.screenshot('version-removed');
    await press('Escape');
    await press('Control+z');
    await at('versions').click();
    await expect.poll(() => at('version').count(), { timeout: minute }).toBe(1);
    await press('Escape');
  });

  it('undoes over a restart of the studio’s project', async () => {
    await press('Escape');
    await at('close-project').click();
    await answerDialogs(studio.app, [join(studio.folder, 'project')]);
    await at('open-project').click();
    await at('photo').first().waitFor({ timeout: minute });
    expect(await at('photo').count()).toBe(4);
    // The label by dragging, the splits, the crops, … as far back as the import.
    for (let i = 0; i < 12 && (await at('photo').count()); i++) {
      await press('Control+z');
      await studio.page.waitForTimeout(300);
    }
    await expect.poll(() => at('photo').count()).toBe(0);
    await press('Control+Shift+z');
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBe(4);
  });

  it('packs the project as a zip and makes another of it', async () => {
    const answers = (...paths: string[]) =>
      studio.app.evaluate(({ dialog }, given) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [given.shift()!] });
      }, paths);
    await at('nav-settings').click();
    await answerSaveDialog(studio.app, join(studio.folder, 'project.zip'));
    await at('export').click();
    await at('pack-project').click();
    await studio.page.getByText('The project is packed').waitFor({ timeout: minute });
    await at('close-project').click();
    await studio.screenshot('welcome-unpack');
    await answers(join(studio.folder, 'project.zip'), join(studio.folder, 'copy'));
    await at('unpack-project').click();
    await at('nav-curate').click({ timeout: minute });
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBe(4);
    await studio.page.getByTitle('red.jpg').waitFor();
    expect(existsSync(join(studio.folder, 'copy/ramune.db'))).toBe(true);
  });

  it('speaks Japanese in the dark', async () => {
    await at('nav-settings').click();
    await at('settings-language').getByText('日本語').click();
    await at('settings-theme').getByText('ダーク').click();
    await at('nav-curate').click();
    await at('versions').click();
    await at('version-compare').click();
    await at('version-difference').waitFor();
    await studio.screenshot('versions-ja-dark');
    await press('Escape');
    await at('photo-view-switch').locator('label').last().click();
    await at('map-draw').click();
    await at('photo-map').waitFor({ timeout: minute });
    await studio.screenshot('map-ja-dark');
    await at('photo-view-switch').locator('label').first().click();
    await studio.page.getByTitle('red.jpg').dblclick();
    await studio.screenshot('photo-view-ja-dark');
    await press('Escape');
    await at('import-photos').click();
    await at('import-dataset').click();
    await studio.screenshot('dataset-dialog-ja-dark');
    await press('Escape');
  });
});
