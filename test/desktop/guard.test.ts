import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { createEngine } from '../../electron/engine/engine';
import { openStudio, type Studio } from './harness';

const markup = '<img src=x onerror="window.states=[\'pwned\']">';

/** What SECURITY.md promises of the window. */
describe('the window', () => {
  let studio: Studio;
  let server: Server;
  let asked: string[];
  let address: string;

  beforeAll(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*').end('hello');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
  });
  afterAll(async () => {
    await studio?.close();
    server.close();
  });

  it('is sandboxed and apart from Node.js', async () => {
    const preferences = await studio.app.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0];
      return (webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('sends a strict policy with its pages and serves nothing beside them', async () => {
    const answers = await studio.app.evaluate(async ({ net }) => {
      const paths = [
        'index.html',
        '../main/engine.cjs',
        '%2e%2e/main/engine.cjs',
        '..%5cmain%5cengine.cjs',
        '',
      ];
      const got = await Promise.all(paths.map((path) => net.fetch(`ramune://studio/${path}`)));
      return got.map((one) => [one.status, one.headers.get('content-security-policy')] as const);
    });
    expect(answers.map(([status]) => status)).toEqual([200, 404, 404, 404, 404]);
    const policy = answers[0][1] ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https?:|\*/);
  });

  it('fetches nothing from a network, neither the page nor the process behind it', async () => {
    const fetched = await studio.page.evaluate(
      (url) =>
        fetch(url)
          .then(() => true)
          .catch(() => false),
      address,
    );
    await studio.page.evaluate((url) => {
      const image = document.createElement('img');
      image.src = `${url}/image`;
      document.body.append(image);
      const frame = document.createElement('iframe');
      frame.src = `${url}/frame`;
      document.body.append(frame);
      return new Promise((done) => setTimeout(done, 300));
    }, address);
    const behind = await studio.app.evaluate(
      ({ net, session }, url) =>
        net.fetch(url).then(
          () => true,
          () => session.defaultSession === null,
        ),
      address,
    );
    expect([fetched, behind, asked]).toEqual([false, false, []]);
  });

  it('may use the camera and nothing else', async () => {
    const states = await studio.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'microphone', 'midi', 'clipboard-read', 'camera'];
      const found = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
      return (await Promise.all(found)).map(({ state }) => state);
    });
    expect(states.slice(0, -1).filter((state) => state === 'granted')).toEqual([]);
    expect(states.at(-1)).toBe('granted');
    const heard = await studio.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'heard',
        () => 'refused',
      ),
    );
    expect(heard).toBe('refused');
  });

  it('refuses whatever the bridge does not take, and goes on', async () => {
    const methods = [
      'setPreferences',
      'rememberProject',
      'forgetProject',
      'chooseFolder',
      'saveList',
    ] as const;
    const wild = fc.sample(fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }), {
      numRuns: 60,
      seed: 7,
    });
    // What these two understand opens a dialog.
    const given = wild.filter(([first]) => typeof first !== 'string');
    const refused = await studio.page.evaluate(
      ({ names, all }) =>
        Promise.all(
          names.flatMap((name) =>
            (JSON.parse(all) as unknown[][]).map((args) =>
              (window.studio[name] as (...args: unknown[]) => Promise<unknown>)(...args).then(
                () => `${name} took ${JSON.stringify(args)}`,
                () => null,
              ),
            ),
          ),
        ),
      { names: methods, all: JSON.stringify(given) },
    );
    expect(refused.filter(Boolean)).toEqual([]);
    expect(await studio.page.evaluate(() => window.studio.preferences())).toEqual({
      language: 'system',
      theme: 'system',
      toured: false,
    });
  });

  it('shows names and what is in photos as text, never as markup', async () => {
    const project = join(studio.folder, 'hostile');
    const photos = join(studio.folder, 'photos');
    await mkdir(join(photos), { recursive: true });
    const exif = { IFD0: { ImageDescription: markup, Artist: markup, Copyright: markup } };
    const photo = sharp({ create: { width: 80, height: 60, channels: 3, background: '#a52' } });
    await writeFile(
      join(photos, `${markup.replace('/', '')}.jpg`),
      await photo.withExif(exif).jpeg().toBuffer(),
    );
    const { handlers, close } = createEngine(() => {});
    await handlers['project.create']({ folder: project, name: markup });
    await handlers['photos.import']({ paths: [photos], className: markup, job: 'import' });
    const [{ id }] = await handlers['photos.list']({});
    await handlers['registry.register']({ name: markup, photos: [{ photoId: id }] });
    const { path } = await handlers['photos.thumbnail']({ id, width: 64 });
    expect((await readFile(path)).includes('onerror')).toBe(false);
    await close();

    const { page } = studio;
    await answerDialogs(studio.app, [project]);
    await page.getByTestId('open-project').click();
    await page.getByTestId('photo').first().waitFor();
    for (const room of ['curate', 'train', 'tune', 'register', 'recognise', 'settings']) {
      await page.getByTestId(`nav-${room}`).click();
      await page.waitForTimeout(300);
      expect(await page.locator('img[src="x"]').count(), room).toBe(0);
    }
    await page.getByTestId('nav-curate').click();
    expect(await page.getByText(markup).count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => window.states)).toBeUndefined();
    await studio.screenshot('guard-markup');
  });
});
