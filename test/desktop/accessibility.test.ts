import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { audit, tabThrough } from '../support/audit';
import { noPhotos, productPhotos, spread } from '../support/photos';
import { openStudio, type Studio } from './harness';
import { chooseLook, looks } from './looks';
import { fillSmallShop } from './shop';

const minute = 60_000; // milliseconds
const patient = { timeout: minute };
const rooms = ['curate', 'train', 'tune', 'register', 'recognise', 'settings'] as const;

describe.skipIf(noPhotos())('every room', () => {
  let studio: Studio;
  const at = (testId: string) => studio.page.getByTestId(testId);

  beforeAll(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    await studio.page.emulateMedia({ reducedMotion: 'reduce' });
    await at('open-project').waitFor();
  });
  afterAll(() => studio?.close());

  it('welcomes with names, order and contrast', async () => {
    expect(await auditNow('en')).toEqual([]);
  });

  it('opens a project', async () => {
    const project = join(studio.folder, 'project');
    await fillSmallShop(project);
    await answerDialogs(studio.app, [project]);
    await at('open-project').click();
    await at('photo').first().waitFor({ timeout: minute });
  });

  it.each(looks)('has names, order and contrast in $language, $theme', async (look) => {
    await chooseLook(studio.page, look);
    const found: string[] = [];
    for (const room of rooms) {
      await enter(room);
      found.push(...(await auditNow(look.code)).map((fault) => `${room}: ${fault}`));
    }
    expect(found).toEqual([]);
  });

  it.each(rooms)('shows where the keyboard is in %s', async (room) => {
    await enter(room);
    const stops = await tabThrough(studio.page);
    expect(stops.length).toBeGreaterThan(7);
    expect(stops.filter(({ shown }) => !shown)).toEqual([]);
    expect(stops.filter(({ inView }) => !inView)).toEqual([]);
  });

  it('can be used at twice the size', async () => {
    await zoom(studio, 2);
    for (const room of rooms) {
      await enter(room);
      await capture(studio, `zoom-${room}`);
      const overflow = await studio.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, room).toBeLessThanOrEqual(1);
      const stops = await tabThrough(studio.page);
      expect(
        stops.filter(({ inView }) => !inView),
        room,
      ).toEqual([]);
    }
    await zoom(studio, 1);
  });

  it('has everything in view in the smallest window', async () => {
    const setSize = (width: number, height: number) =>
      studio.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0].setSize(...size), [
        width,
        height,
      ] as const);
    await setSize(900, 600);
    for (const look of [looks[0], looks[2]]) {
      await chooseLook(studio.page, look);
      for (const room of rooms) {
        await enter(room);
        await capture(studio, `small-${room}`);
        const buttons = await studio.page.getByRole('main').getByRole('button').all();
        const ends = await Promise.all(buttons.map((button) => button.boundingBox()));
        const beyond = ends.filter((box) => box && box.x + box.width > 900);
        expect(beyond, `${room} ${look.language}`).toEqual([]);
      }
    }
    await chooseLook(studio.page, looks[0]);
    await setSize(1280, 840);
  });

  it('registers, recognises, labels and tunes with the keyboard alone', async () => {
    const { keyboard } = studio.page;
    const photos = [...(await productPhotos()).values()].at(-1)!;
    await keyboard.press('Control+4');
    await tabTo('register-name');
    await keyboard.type('Keyboard cola');
    await answerDialogs(studio.app, spread(photos, 4));
    await tabTo('register-add-photos');
    await keyboard.press('Enter');
    await at('register-photo').nth(3).waitFor({ timeout: minute });
    await tabTo('register-save');
    await keyboard.press('Enter');
    await at('product-list').getByText('Keyboard cola').waitFor({ timeout: minute });

    await keyboard.press('Control+5');
    await answerDialogs(studio.app, [photos[0]]);
    await tabTo('recognise-add-photos');
    await keyboard.press('Enter');
    await at('recognise-answer').getByText('Keyboard cola').first().waitFor({ timeout: minute });

    await keyboard.press('Control+1');
    await tabTo('photo-grid');
    await keyboard.press('ArrowRight');
    const active = await at('photo-grid').getAttribute('aria-activedescendant');
    expect(await at('photo-grid').locator('[aria-selected=true]').getAttribute('id')).toBe(active);
    const label = () => at('photo-grid').locator('[aria-selected=true]').innerText();
    const before = await label();
    await keyboard.press('2');
    await expect.poll(label, patient).not.toBe(before);
    await keyboard.press('Control+z');
    await expect.poll(label, patient).toBe(before);

    await keyboard.press('Control+3');
    await at('threshold-suggest').waitFor({ timeout: 2 * minute });
    await tabTo('threshold-suggest');
    await keyboard.press('Enter');
    await tabTo('threshold-save');
    await keyboard.press('Enter');
    await expect.poll(() => at('threshold-save').isDisabled(), patient).toBe(true);
  });

  it('trains, reads and zooms its chart, and crops a photo with the keyboard alone', async () => {
    const { keyboard } = studio.page;
    await keyboard.press('Control+2');
    await tabTo('train-start');
    await keyboard.press('Enter');
    const points = async () => Number(await at('chart-loss').getAttribute('data-points', patient));
    await expect.poll(points, { timeout: 2 * minute }).toBeGreaterThan(4);
    await tabTo('train-cancel');
    await keyboard.press('Enter');
    await at('train-cancel').waitFor({ state: 'hidden', timeout: minute });
    await tabTo('chart-loss');
    const step = () => at('chart-loss').locator('.u-legend .u-value').first().innerText();
    await keyboard.press('Home');
    const first = Number(await step());
    await keyboard.press('ArrowRight');
    await expect.poll(async () => Number(await step())).toBeGreaterThan(first);
    await keyboard.press('+');
    await at('chart-whole').waitFor(patient);
    await studio.screenshot('chart-by-keys');
    await keyboard.press('0');
    await at('chart-whole').waitFor({ ...patient, state: 'hidden' });

    await keyboard.press('Control+1');
    await tabTo('photo-grid');
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await at('photo-view').waitFor(patient);
    await keyboard.press('Insert');
    const box = async () => (await at('box').getAttribute('data-box'))!.split(' ').map(Number);
    const [left, top, width, height] = await box();
    await keyboard.press('ArrowLeft');
    await keyboard.press('Alt+ArrowDown');
    await expect.poll(box).toEqual([left - 1, top, width, height + 1]);
    await keyboard.press('Escape');
    await at('photo-view').waitFor({ ...patient, state: 'hidden' });
  });

  /** Presses Tab until what has this test id has the focus. */
  async function tabTo(testId: string): Promise<void> {
    for (let i = 0; i < 120; i++) {
      await studio.page.keyboard.press('Tab');
      if (
        await studio.page.evaluate((id) => !!document.activeElement?.closest(`[data-testid='${id}']`), testId)
      )
        return;
    }
    throw new Error(`The Tab key never comes to ${testId}.`);
  }

  const auditNow = (code: string) => audit(studio.page, code);

  async function enter(room: (typeof rooms)[number]) {
    await at(`nav-${room}`).click();
    await studio.page.locator('main h1, main h2').first().waitFor();
    if (room === 'tune') await at('threshold-suggest').waitFor({ timeout: 2 * minute });
    await studio.page.waitForTimeout(400);
  }
});

const zoom = (studio: Studio, factor: number) =>
  studio.app.evaluate(
    ({ BrowserWindow }, by) => BrowserWindow.getAllWindows()[0].webContents.setZoomFactor(by),
    factor,
  );

/** The whole window, which Playwright cuts where it is zoomed. */
async function capture({ app }: Studio, name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0].webContents.capturePage()).toPNG().toString('base64'),
  );
  await mkdir(resolve('test/screenshots'), { recursive: true });
  await writeFile(resolve(`test/screenshots/${name}.png`), png, 'base64');
}
