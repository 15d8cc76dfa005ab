import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enginePid, isRunning, openStudio, type Studio } from './harness';

describe('first start', () => {
  let studio: Studio;
  beforeAll(async () => void (studio = await openStudio()));
  afterAll(() => studio?.close());

  it('opens a window that offers a sample project and projects of one’s own', async () => {
    const { page } = studio;
    for (const door of ['open-sample', 'new-project', 'open-project']) await page.getByTestId(door).waitFor();
    await studio.screenshot('home');
  });

  it('gives the page no Node.js and lets it go nowhere else', async () => {
    const { page } = studio;
    expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false);
    await page.evaluate(() => void (location.href = 'https://example.com/'));
    expect(await page.evaluate(() => open('https://example.com/'))).toBe(null);
    expect(page.url()).toMatch(/^ramune:\/\/studio\//);
    expect(studio.app.windows()).toHaveLength(1);
  });

  it('runs no script that is not its own', async () => {
    const ran = await studio.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "injected"';
      document.head.append(script);
      return document.title === 'injected';
    });
    expect(ran).toBe(false);
  });

  it('serves no file through the photo protocol but photos of the project', async () => {
    const statuses = await studio.app.evaluate(async ({ net }) => {
      const urls = ['../../etc/passwd', '%2e%2e%2fetc%2fpasswd', 'abc', `${'0'.repeat(64)}?w=1e9`];
      const answers = await Promise.all(urls.map((url) => net.fetch(`ramune-photo://project/${url}`)));
      return answers.map(({ status }) => status);
    });
    expect(statuses).toEqual([400, 400, 400, 400]);
  });

  it('refuses what the bridge does not take', async () => {
    const refused = await studio.page.evaluate(() =>
      window.studio.setPreferences({ language: 'xx' } as never).then(
        () => 'taken',
        () => 'refused',
      ),
    );
    expect(refused).toBe('refused');
  });

  it('starts the engine again when it is killed, and says so', async () => {
    const { app, page } = studio;
    await page.evaluate(() => {
      const states: string[] = (window.states = []);
      window.studio.onEngineState((state) => states.push(state));
    });
    const pid = await enginePid(app);
    expect(pid).toBeGreaterThan(0);
    process.kill(pid as number, 'SIGKILL');
    await page.waitForFunction(() => window.states?.includes('restarted'));
    expect(await page.evaluate(() => window.states)).toEqual(['stopped', 'restarted']);
    await expect.poll(() => enginePid(app)).not.toBe(pid);
  });

  it('keeps a log of that, which the menu shows and which holds no secret', async () => {
    const { app, page } = studio;
    await page.evaluate(() =>
      window.studio.logError({ code: 'internal', message: 'postgres://a:SECRET@b', detail: 'at sync' }),
    );
    const [shown, folder] = await app.evaluate(({ app, Menu, shell }) => {
      let opened = '';
      shell.openPath = async (path) => (opened = path);
      Menu.getApplicationMenu()?.getMenuItemById('logs')?.click();
      return [opened, app.getPath('logs')];
    });
    expect(shown).toBe(folder);
    const text = await readFile(join(folder, 'studio.log'), 'utf8');
    expect(text).toMatch(/studio Ramune Studio [\d.]+, Electron/);
    expect(text).toMatch(/The engine ended/);
    expect(text).toMatch(/window internal: postgres/);
    expect(text).not.toContain('SECRET');
  });
});

describe('an engine that cannot start', () => {
  let studio: Studio;
  beforeAll(async () => void (studio = await openStudio()));
  afterAll(() => studio?.close());

  it('is told on the welcome page, fails what is asked, and is started with the window loaded again', async () => {
    const { app, page } = studio;
    const failed = page.locator('[data-testid=engine-state][data-state=failed]');
    const killed = async () => {
      const pid = await enginePid(app);
      if (pid && isRunning(pid)) process.kill(pid, 'SIGKILL');
      return failed.count();
    };
    await expect.poll(killed, { timeout: 60_000, interval: 200 }).toBe(1);
    await studio.screenshot('engine-failed');
    await page.getByTestId('open-sample').click();
    await page.getByText('engine-failed').waitFor();
    await page.getByTestId('engine-reload').click();
    await page.getByTestId('engine-state').waitFor({ state: 'hidden' });
    await expect.poll(async () => (await enginePid(app)) ?? 0).toBeGreaterThan(0);
  });
});

declare global {
  interface Window {
    states?: string[];
  }
}
