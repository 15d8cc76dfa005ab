import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../support/audit';
import { openStudio, type Studio } from './harness';

const minute = 60_000; // milliseconds
const rooms = ['curate', 'train', 'register', 'tune', 'recognise'] as const;

describe('help for who is new', () => {
  let studio: Studio;
  const at = (testId: string) => studio.page.getByTestId(testId);
  const roomNow = () =>
    studio.page.locator('[aria-current=page]').evaluate((link) => (link as HTMLElement).dataset.testid);
  const wrong = (language: string) => audit(studio.page, language);

  beforeAll(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    studio.page.setDefaultTimeout(10_000);
    await studio.page.emulateMedia({ reducedMotion: 'reduce' });
  });
  afterAll(() => studio?.close());

  it('leads through the rooms of the sample project and points at what to do', async () => {
    await at('start-tour').waitFor();
    await studio.screenshot('tour-offer');
    await at('start-tour').click();
    await at('tour').waitFor({ timeout: 8 * minute });
    for (const [i, room] of rooms.entries()) {
      expect(await at('tour-step').innerText()).toBe(`Step ${i + 1} of 5`);
      expect(await roomNow()).toBe(`nav-${room}`);
      await at('tour-ring').waitFor({ timeout: 2 * minute });
      expect(await wrong('en')).toEqual([]);
      await studio.screenshot(`tour-${room}`);
      if (room === 'register') {
        await at('register-from-classes').click();
        await at('product')
          .first()
          .waitFor({ timeout: 2 * minute });
      }
      if (i < rooms.length - 1) await at('tour-next').click();
    }
    await at('tour-back').click();
    expect(await roomNow()).toBe('nav-tune');
    await at('tour-next').click();
    await at('tour-done').click();
    await at('tour').waitFor({ state: 'hidden' });
  });

  it('offers the tour no more, but the Help menu begins it again, and Escape ends it', async () => {
    await at('close-project').click();
    await at('open-sample').waitFor();
    expect(await at('start-tour').count()).toBe(0);
    await studio.app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('tour')!.click());
    await at('tour').waitFor({ timeout: minute });
    await studio.page.keyboard.press('Escape');
    await at('tour').waitFor({ state: 'hidden' });
  });

  it.each([
    ['en', 'English'],
    ['ja', '日本語'],
  ])('says in each room what it is for and what comes next (%s)', async (code, language) => {
    await at('nav-settings').click();
    await at('settings-language').getByText(language).click();
    for (const room of [...rooms, 'settings']) {
      await at(`nav-${room}`).click();
      await studio.page.locator('main h1').first().waitFor();
      await studio.page.keyboard.press('F1');
      await at('room-help-text').waitFor();
      expect((await at('room-help-text').innerText()).length).toBeGreaterThan(60);
      expect(await wrong(code)).toEqual([]);
      await studio.screenshot(`help-${room}-${code}`);
      await studio.page.keyboard.press('Escape');
      await at('room-help-text').waitFor({ state: 'hidden' });
    }
  });

  it('begins from the help of a room', async () => {
    await at('nav-tune').click();
    await at('room-help').click();
    await at('help-tour').click();
    await at('tour').waitFor();
    expect(await roomNow()).toBe('nav-curate');
    await studio.screenshot('tour-ja');
    await at('tour-end').click();
    await at('tour').waitFor({ state: 'hidden' });
  });
});
