import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ElectronApplication, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recognition } from '@shared/domain';
import { createEngine } from '../../electron/engine/engine';
import { openPage } from '../support/browser';
import { fakeCamera } from '../support/fake-camera';
import { noPhotos, productPhotos, spread, unknownPhotos } from '../support/photos';

interface Answer {
  product: { name: string } | null;
  score: number;
  nearest: { name: string };
  embedding: number[];
}

const patient = { timeout: 60_000 };
const dot = (a: readonly number[], b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);

describe.skipIf(noPhotos())("a bundle's page", () => {
  let root: string;
  let file: string;
  let tested: string[];
  let answers: Recognition[];
  let embeddings: Float32Array[];
  let app: ElectronApplication;
  let page: Page;
  let server: Server | undefined;
  const asked: string[] = [];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-page-'));
    const engine = createEngine(() => {});
    const { handlers } = engine;
    await handlers['project.create']({ folder: join(root, 'project') });
    const all = [...(await productPhotos())];
    for (const [name, paths] of spread(all, 8))
      await handlers['registry.register']({ name, photos: spread(paths, 4).map((path) => ({ path })) });
    tested = [
      ...spread([...all.flatMap(([, paths]) => paths), ...(await unknownPhotos())], 200),
      ...(await cameraPhotos(all[0][1][5])),
    ];
    const photos = tested.map((path) => ({ path }));
    answers = await handlers['recognise.photos']({ photos });
    embeddings = (await (await engine.session.recogniser()).describe(tested)).map((one) => one.embedding);
    await handlers['project.export']({ out: join(root, 'bundle'), job: 'export' });
    await engine.close();
    // The page alone, in a folder of its own.
    file = join(root, 'page', 'recognise.html');
    await mkdir(join(root, 'page'));
    await copyFile(join(root, 'bundle/web/recognise.html'), file);
    await rm(join(root, 'bundle'), { recursive: true });
    const camera = await fakeCamera(join(root, 'camera.mjpeg'), all[0][1][0], '4901234567894');
    ({ app, page } = await openPage(join(root, 'app'), pathToFileURL(file).href, camera));
    page.on('request', (request) => asked.push(request.url()));
    await ready();
  });
  afterAll(async () => {
    await app?.close();
    server?.close();
    await rm(root, { recursive: true, force: true });
  });

  const ready = async () => {
    await page.waitForFunction(() => 'ramune' in window);
    await page.evaluate(async () => void (await (window as never as Ramune).ramune.ready));
  };

  /** As cameras take them: large, lying on the side, with a profile, grey, see-through. */
  async function cameraPhotos(path: string): Promise<string[]> {
    const large = sharp(path).resize(1400, 1800, { fit: 'fill' });
    const photos = {
      'large.jpg': large.clone().jpeg({ quality: 90 }),
      'turned.jpg': large.clone().rotate(90).withMetadata({ orientation: 8 }).jpeg({ quality: 90 }),
      'p3.jpg': sharp(path).withIccProfile('p3').jpeg({ quality: 95 }),
      'grey.png': sharp(path).greyscale().png(),
      'clear.webp': sharp(path).ensureAlpha(0.5).webp({ lossless: true }),
    };
    return Promise.all(
      Object.entries(photos).map(async ([name, photo]) => {
        await photo.toFile(join(root, name));
        return join(root, name);
      }),
    );
  }

  async function ask(path: string): Promise<Answer> {
    const base64 = (await readFile(path)).toString('base64');
    return page.evaluate(async (text) => {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      return (await (window as never as Ramune).ramune.recognise(new Blob([bytes]))) as never;
    }, base64);
  }

  it("gives the studio's answers from the disk, and fetches nothing", async () => {
    const apart: number[] = [];
    const alike: number[] = [];
    for (const [i, path] of tested.entries()) {
      const answer = await ask(path);
      apart.push(Math.abs(answer.score - answers[i].score));
      alike.push(dot(answer.embedding, embeddings[i]));
      expect(answer.nearest.name).toBe(answers[i].candidates[0].name);
      expect(answer.product?.name).toBe(answers[i].product?.name);
    }
    expect(Math.max(...apart.slice(0, 200))).toBeLessThan(1e-3);
    expect(Math.min(...alike)).toBeGreaterThan(0.999);
    expect(asked.filter((url) => !/^(file|blob):/.test(url))).toEqual([]);
  });

  const text = (id: string) => page.locator(`#${id}`).innerText();
  const screenshot = (name: string) => page.screenshot({ path: resolve(`test/screenshots/${name}.png`) });

  it('takes a photo from the disk, in English and Japanese', async () => {
    const [known] = answers.flatMap(({ product }, i) => (product ? [{ product, path: tested[i] }] : []));
    await page.locator('#file').setInputFiles(known.path);
    await expect.poll(() => text('answer'), patient).toBe(known.product.name);
    expect(await page.locator('#answer').evaluate((one) => getComputedStyle(one).fontWeight)).toBe('700');
    await screenshot('page-known');
    await page.locator('#language').click();
    await page.locator('#file').setInputFiles(tested[199]);
    await expect.poll(() => text('answer'), patient).toBe('登録された商品ではありません');
    await page
      .locator('#file')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
    await expect
      .poll(() => text('answer'), patient)
      .toBe('この画像は読み込めません。別の画像を選んでください。');
    await screenshot('page-ja');
    await page.locator('#language').click();
  });

  it('looks through the camera, from a plain web server too', async () => {
    const html = await readFile(file);
    server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
    await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
    for (const url of [null, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`]) {
      if (url) await page.goto(url);
      await ready();
      await page.locator('#start').click();
      await expect
        .poll(() => page.locator('#score').evaluate((m: HTMLMeterElement) => m.value), patient)
        .toBeGreaterThan(0);
      expect(await page.locator('#photo').isHidden()).toBe(true);
      await screenshot('page-camera');
      await page.locator('#start').click();
      expect(await text('start')).toBe('Start the camera');
    }
  });
});

interface Ramune {
  ramune: { ready: Promise<unknown>; recognise(picture: Blob): Promise<unknown> };
}
