import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { createEngine, type Engine } from '../../electron/engine/engine';
import { RunStore } from '../../electron/engine/training/run-store';
import { audit, tabThrough } from '../support/audit';
import { noPhotos, productPhotos } from '../support/photos';
import { runRecord } from '../support/run-record';
import { openStudio, type Studio } from './harness';
import { chooseLook, looks } from './looks';
import { fillSmallShop } from './shop';

const minute = 60_000; // milliseconds
const patient = { timeout: 10_000 };

interface Layer {
  name: string;
  room: string;
  /** Test ids to click, one after another; the last opens it. */
  open: string[];
  /** A menu's items are walked with the arrow keys. */
  kind: 'menu' | 'dialog';
}

/** Whatever opens over a room. */
const layers: Layer[] = [
  { name: 'import menu', room: 'curate', open: ['import-photos'], kind: 'menu' },
  { name: 'survey menu', room: 'curate', open: ['survey-menu'], kind: 'menu' },
  { name: 'class menu', room: 'curate', open: ['class-menu'], kind: 'menu' },
  { name: 'boxes menu', room: 'curate', open: ['suggest-boxes'], kind: 'menu' },
  { name: 'versions', room: 'curate', open: ['versions'], kind: 'dialog' },
  { name: 'dataset in', room: 'curate', open: ['import-photos', 'import-dataset'], kind: 'dialog' },
  { name: 'dataset out', room: 'curate', open: ['import-photos', 'export-dataset'], kind: 'dialog' },
  { name: 'capture', room: 'curate', open: ['import-photos', 'import-camera'], kind: 'dialog' },
  { name: 'recipe', room: 'train', open: ['recipe-edit'], kind: 'dialog' },
  { name: 'goals', room: 'tune', open: ['threshold-goals'], kind: 'dialog' },
  { name: 'list menu', room: 'register', open: ['list-menu'], kind: 'menu' },
  { name: 'product menu', room: 'register', open: ['product-menu'], kind: 'menu' },
  { name: 'references', room: 'register', open: ['product-menu', 'product-photos'], kind: 'dialog' },
  { name: 'history', room: 'register', open: ['product-menu', 'product-history'], kind: 'dialog' },
  { name: 'wizard', room: 'register', open: ['wizard-open'], kind: 'dialog' },
  { name: 'teach', room: 'recognise', open: ['teach'], kind: 'dialog' },
  { name: 'room help', room: 'curate', open: ['room-help'], kind: 'dialog' },
  { name: 'export menu', room: 'settings', open: ['export'], kind: 'menu' },
];

describe.skipIf(noPhotos())('what opens over a room', () => {
  let studio: Studio;
  /** A project that somebody else has open. */
  let locked: { folder: string; engine: Engine };
  /** To recognise and to register. */
  let photos: string[];
  const at = (testId: string) => studio.page.getByTestId(testId);
  const opened = () => studio.page.locator('[role=dialog]:visible, [role=menu]:visible');
  const layer = () => opened().last();

  beforeAll(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    await studio.page.emulateMedia({ reducedMotion: 'reduce' });
    studio.page.setDefaultTimeout(patient.timeout);
    const project = join(studio.folder, 'project');
    await fillSmallShop(project);
    await new RunStore(join(project, 'runs')).write({
      version: 1,
      summary: runRecord({ id: '20260101-000000-0000' }),
      train: [],
      val: [],
    });
    locked = { folder: join(studio.folder, 'locked'), engine: createEngine(() => {}) };
    await locked.engine.handlers['project.create']({ folder: locked.folder });
    await writeFile(join(studio.folder, 'no-photo.jpg'), 'no photo');
    await writeFile(join(studio.folder, 'list.csv'), 'name,price\nTea,100\n,200\n');
    photos = [...(await productPhotos()).values()][0].slice(0, 1);
    await answerDialogs(studio.app, [project]);
    await at('open-project').click();
    await at('photo').first().waitFor({ timeout: minute });
    await at('nav-recognise').click();
    await answerDialogs(studio.app, photos);
    await at('recognise-add-photos').click();
    await at('recognise-answer').first().waitFor({ timeout: minute });
  }, 3 * minute);
  afterAll(async () => {
    await locked?.engine.close();
    await studio?.close();
  });
  // Whatever a failed test left open.
  afterEach(async () => {
    while (await layer().isVisible()) await close();
  });

  it.each(looks)('has names, order and contrast in $language, $theme', async (look) => {
    await chooseLook(studio.page, look);
    const found: string[] = [];
    for (const one of layers) {
      await open(one);
      await studio.screenshot(`layer-${one.name.replace(' ', '-')}-${look.code}`);
      found.push(...(await auditNow(look.code)).map((fault) => `${one.name}: ${fault}`));
      await close();
    }
    expect(found).toEqual([]);
  });

  it.each(layers)('$name takes the focus, keeps it and gives it back', async (one) => {
    await open(one);
    await expect.poll(async () => (await focusInside()) || (await focused()), patient).toBe(true);
    if (one.kind === 'dialog') {
      for (let i = 0; i < 30; i++) {
        await studio.page.keyboard.press('Tab');
        expect(await focusInside(), await focused()).toBe(true);
      }
    } else {
      const items = await layer().getByRole('menuitem').count();
      for (let i = 0; i < items; i++) {
        await studio.page.keyboard.press('ArrowDown');
        expect(await focusInside(), await focused()).toBe(true);
      }
    }
    await close();
    await expect.poll(focused, patient).toBe(one.open[0]);
  });

  it.each(layers.filter(({ kind }) => kind === 'dialog'))(
    '$name shows where the keyboard is',
    async (one) => {
      await open(one);
      const stops = await tabThrough(studio.page);
      expect(stops.length).toBeGreaterThan(0);
      expect(stops.filter(({ shown }) => !shown)).toEqual([]);
      expect(stops.filter(({ inView }) => !inView)).toEqual([]);
      await close();
    },
  );

  it.each(layers)('$name fits at twice the size', async (one) => {
    await enter(one.room);
    await zoom(2);
    await open(one);
    const { width, left, right } = await layer().evaluate((element) => {
      const { left, right } = element.getBoundingClientRect();
      return { width: innerWidth, left, right };
    });
    await close();
    await zoom(1);
    expect(left).toBeGreaterThanOrEqual(-1);
    expect(right).toBeLessThanOrEqual(width + 1);
  });

  it('has names, order and contrast in every step of the wizard', async () => {
    await open(layers.find(({ name }) => name === 'wizard')!);
    await at('wizard-name').fill('A product of the wizard');
    await at('wizard-next').click();
    await at('wizard-slot').first().waitFor();
    expect(await auditNow(await language())).toEqual([]);
    await answerDialogs(studio.app, photos);
    await at('wizard-files').click();
    await studio.page.locator('[data-testid=wizard-slot][data-filled]').first().waitFor();
    await studio.page.keyboard.press('Escape');
    await at('wizard-stay').waitFor();
    expect(await auditNow(await language())).toEqual([]);
    await studio.screenshot('wizard-leave');
    await at('wizard-stay').click();
    await at('wizard-stay').waitFor({ state: 'hidden' });
    await at('wizard-save').click();
    const saveAnyway = at('lookalike-save');
    await saveAnyway.or(at('wizard-done')).first().waitFor();
    if (await saveAnyway.isVisible()) {
      expect(await auditNow(await language())).toEqual([]);
      await saveAnyway.click();
    }
    await at('wizard-done').waitFor();
    expect(await auditNow(await language())).toEqual([]);
    await studio.screenshot('wizard-try');
    await at('wizard-done').click();
    await at('wizard').waitFor({ state: 'hidden' });
  });

  it('takes back with Ctrl+Z while a switch has the focus', async () => {
    await open(layers.find(({ name }) => name === 'references')!);
    const first = at('reference-active').first();
    await first.focus();
    await studio.page.keyboard.press('Space');
    await expect.poll(() => first.isChecked(), patient).toBe(false);
    await studio.page.keyboard.press('Control+z');
    await expect.poll(() => first.isChecked(), patient).toBe(true);
    await close();
  });

  it('takes how much a photo counts by the arrows and letter by letter, each to be undone', async () => {
    await open(layers.find(({ name }) => name === 'references')!);
    const weight = at('reference-weight').first();
    await weight.press('Control+a');
    await weight.pressSequentially('15');
    await weight.press('Tab');
    await expect.poll(() => weight.inputValue(), patient).toBe('15 %');
    const { width, height } = (await weight.boundingBox())!;
    await weight.locator('..').click({ position: { x: width - 10, y: height / 4 } });
    await expect.poll(() => weight.inputValue(), patient).toBe('20 %');
    await weight.press('Tab');
    await studio.page.waitForTimeout(500);
    for (const then of ['15 %', '100 %']) {
      await at('reference-active').first().focus();
      await studio.page.keyboard.press('Control+z');
      await expect.poll(() => weight.inputValue(), patient).toBe(then);
    }
    await close();
  });

  it('leaves the room behind it alone, whatever keys are pressed', async () => {
    const label = () => studio.page.locator('[role=option][aria-selected=true]').getAttribute('aria-label');
    /** The photo's label once keys were pressed on a button of a dialog. */
    const labelAfter = async (name: string, keys: string[]) => {
      await open(layers.find((one) => one.name === name)!);
      await layer().locator('button:enabled').first().focus();
      for (const key of keys) await studio.page.keyboard.press(key);
      await studio.page.waitForTimeout(500);
      await close();
      expect(await opened().count()).toBe(0);
      await enter('curate');
      return label();
    };
    await enter('curate');
    await at('photo').first().click();
    const before = await label();
    expect(await labelAfter('versions', ['0'])).toBe(before);
    await studio.page.keyboard.press('0');
    await expect.poll(label, patient).not.toBe(before);
    const without = await label();
    expect(await labelAfter('wizard', ['Control+z'])).toBe(without);
    await open(layers.find(({ name }) => name === 'versions')!);
    await studio.page.keyboard.press('Control+2');
    await studio.page.waitForTimeout(500);
    expect(await at('versions-dialog').isVisible()).toBe(true);
    await close();
    await studio.page.keyboard.press('Control+z');
    await expect.poll(label, patient).toBe(before);
  });

  it('loses nothing that is typed by a click beside it', async () => {
    await states['notes of a run']();
    await at('run-notes').fill('Half a note');
    await studio.page.mouse.click(5, 5);
    await studio.page.waitForTimeout(300);
    expect(await at('run-notes').inputValue()).toBe('Half a note');
    await close();
  });

  it('loses the topmost of two dialogs with Escape, and no more', async () => {
    await states['learning rate']();
    await studio.page.waitForTimeout(300);
    await close();
    expect(await at('recipe-editor').isVisible()).toBe(true);
    await close();
    expect(await at('recipe-editor').isVisible()).toBe(false);
  });

  /** What opens only after something else. */
  const states: Record<string, () => Promise<void>> = {
    'import report': async () => {
      await enter('curate');
      await answerDialogs(studio.app, [...photos, join(studio.folder, 'no-photo.jpg')]);
      await at('import-photos').click();
      await at('import-unknown').click();
      await at('import-report').waitFor({ timeout: minute });
    },
    'list report': async () => {
      await enter('register');
      await answerDialogs(studio.app, [join(studio.folder, 'list.csv')]);
      await at('list-menu').click();
      await at('list-import').click();
      await at('list-report').waitFor({ timeout: minute });
    },
    'bulk edit': async () => {
      await enter('register');
      await at('register-view')
        .getByText(/^(Table|表)$/)
        .click();
      await studio.page.locator('[role=columnheader] input[type=checkbox]').check();
      await at('bulk-edit').click();
      await at('bulk-field').waitFor();
    },
    'notes of a run': async () => {
      await enter('train');
      await at('run-more').click();
      await at('run-describe').click();
      await at('run-notes').waitFor();
    },
    'learning rate': async () => {
      await enter('train');
      await at('recipe-edit').click();
      await at('rate-find').first().click();
      await at('rate-dialog').waitFor();
    },
    'taking a project over': async () => {
      await answerDialogs(studio.app, [locked.folder]);
      await at('close-project').click();
      await at('open-project').click();
      await layer().waitFor();
    },
  };

  it.each(Object.keys(states))('%s has names, order and contrast, and keeps the focus', async (name) => {
    await states[name]();
    await studio.page.waitForTimeout(300);
    await studio.screenshot(`layer-${name.replaceAll(' ', '-')}`);
    expect(await auditNow(await language())).toEqual([]);
    await expect.poll(focusInside, patient).toBe(true);
    for (let i = 0; i < 20; i++) {
      await studio.page.keyboard.press('Tab');
      expect(await focusInside(), await focused()).toBe(true);
    }
  });

  const language = () => studio.page.evaluate(() => document.documentElement.lang);

  const auditNow = (code: string) => audit(studio.page, code);

  async function enter(room: string): Promise<void> {
    await at(`nav-${room}`).click();
    if (room === 'tune') await at('threshold-suggest').waitFor({ timeout: 2 * minute });
  }

  async function open({ room, open: clicks }: Layer): Promise<void> {
    await enter(room);
    for (const testId of clicks) await at(testId).first().click();
    await layer().waitFor(patient);
    await studio.page.waitForTimeout(300);
  }

  async function close(): Promise<void> {
    // A list of choices that a Tab has opened takes the first.
    if (await studio.page.locator('[role=listbox]:visible').count())
      await studio.page.keyboard.press('Escape');
    const count = await opened().count();
    await studio.page.keyboard.press('Escape');
    await expect.poll(() => opened().count(), patient).toBeLessThan(Math.max(count, 1));
  }

  const zoom = (factor: number) =>
    studio.app.evaluate(
      ({ BrowserWindow }, by) => BrowserWindow.getAllWindows()[0].webContents.setZoomFactor(by),
      factor,
    );

  const focusInside = () => layer().evaluate((element) => element.contains(document.activeElement));

  const focused = () =>
    studio.page.evaluate(
      () =>
        document.activeElement?.closest<HTMLElement>('[data-testid]')?.dataset.testid ??
        String(document.activeElement?.outerHTML.slice(0, 120)),
    );
});
