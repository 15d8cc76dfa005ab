import { once } from 'node:events';
import { type IncomingHttpHeaders, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ImageAnswer } from '@shared/domain';
import { StudioError } from '@shared/errors';
import { ItemsReply, Reply } from '../../../electron/cli/serve/openapi';
import { createCounterServer, type ServeOptions } from '../../../electron/cli/serve/server';

const candidate = (productId: number, name: string, score: number) => ({
  productId,
  name,
  score,
  photoId: '0'.repeat(64),
});
const known: ImageAnswer = {
  product: { id: 1, name: '緑茶' },
  score: 0.99,
  threshold: 0.95,
  candidates: [candidate(1, '緑茶', 0.99), candidate(2, 'Cola', 0.4)],
  milliseconds: 12,
};
const picture = Buffer.from([0xff, 0xd8, 0xff]);
const box = { left: 10, top: 20, width: 100, height: 300 };
const jpeg = { 'content-type': 'image/jpeg' };

describe('the counter’s server', () => {
  let server: Server;
  let port: number;
  const seen: Uint8Array[] = [];

  const start = async (options: Partial<ServeOptions> = {}) => {
    seen.length = 0;
    const recognise = async (image: Uint8Array) => {
      seen.push(image);
      return known;
    };
    const recogniseItems = async () => ({ width: 640, height: 480, items: [{ ...known, box }] });
    server = createCounterServer({
      ...{ recognise, recogniseItems, token: null, perSecond: 1000, mostBytes: 1000 },
      ...options,
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const ask = (method: string, path: string, headers: IncomingHttpHeaders = {}, body?: Uint8Array | string) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const post = (body: Uint8Array | string = picture, headers: IncomingHttpHeaders = jpeg) =>
    ask('POST', '/recognise', headers, body);
  const codeOf = ({ status, text }: { status: number; text: string }) =>
    `${status} ${(JSON.parse(text) as { error: { code: string } }).error.code}`;

  it('answers a picture with the product and the runner-up', async () => {
    await start();
    const { status, text } = await post();
    expect(status).toBe(200);
    expect(Reply.parse(JSON.parse(text))).toMatchObject({
      accepted: true,
      product: { id: 1, name: '緑茶' },
      nearest: { id: 1, score: 0.99 },
      runnerUp: { id: 2, name: 'Cola', score: 0.4 },
    });
    expect(Buffer.from(seen[0])).toEqual(picture);
  });

  it('answers each product in a picture with its box', async () => {
    await start();
    const { status, text } = await ask('POST', '/recognise/items', jpeg, picture);
    expect(status).toBe(200);
    const { items, ...size } = ItemsReply.parse(JSON.parse(text));
    expect(size).toEqual({ width: 640, height: 480 });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ box, accepted: true, product: { id: 1, name: '緑茶' } });
    expect(items[0]).not.toHaveProperty('milliseconds');
  });

  it('says that it cannot look for products without the detector', async () => {
    const missing = new StudioError('no-detector', 'The detector is not there.');
    await start({ recogniseItems: () => Promise.reject(missing) });
    expect(codeOf(await ask('POST', '/recognise/items', jpeg, picture))).toBe('501 no-detector');
    expect((await post()).status).toBe(200);
  });

  it('takes a form with a file', async () => {
    await start();
    const form = new FormData();
    form.set('note', 'no file');
    form.set('image', new Blob([picture], { type: 'image/jpeg' }), 'a.jpg');
    const response = await fetch(`http://127.0.0.1:${port}/recognise`, { method: 'POST', body: form });
    expect(response.status).toBe(200);
    expect(Buffer.from(seen[0])).toEqual(picture);
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(codeOf(await post('nonsense', broken))).toBe('400 bad-form');
  });

  it('refuses what is too large, whether or not it says so, and answers the next', async () => {
    await start();
    const large = new Uint8Array(5000);
    expect(codeOf(await post(large, { ...jpeg, 'content-length': '5000' }))).toBe('413 too-large');
    expect(codeOf(await post(large, { ...jpeg, 'transfer-encoding': 'chunked' }))).toBe('413 too-large');
    expect(seen).toHaveLength(0);
    expect((await post()).status).toBe(200);
  });

  it('refuses what is no picture, and says why one cannot be read', async () => {
    await start({
      recognise: async (image) => {
        if (image[0] === 0) throw new StudioError('photo-broken', 'It is damaged.');
        throw new Error('secret of the machine');
      },
    });
    expect(codeOf(await post('{}', { 'content-type': 'application/json' }))).toBe('415 unsupported-type');
    expect(codeOf(await post(new Uint8Array()))).toBe('400 empty');
    expect(codeOf(await post(Uint8Array.of(0)))).toBe('422 photo-broken');
    const inside = await post(Uint8Array.of(1));
    expect(codeOf(inside)).toBe('500 internal');
    expect(inside.text).not.toContain('secret');
  });

  it('asks for the token before it reads anything', async () => {
    await start({ token: 'correct horse battery' });
    expect(codeOf(await post())).toBe('401 wrong-token');
    expect(codeOf(await post(picture, { ...jpeg, authorization: 'Bearer wrong' }))).toBe('401 wrong-token');
    expect(seen).toHaveLength(0);
    expect((await post(picture, { ...jpeg, authorization: 'Bearer correct horse battery' })).status).toBe(
      200,
    );
    expect((await ask('GET', '/')).status).toBe(200);
  });

  it('does not let pages of other sites ask, nor other names stand for this machine', async () => {
    await start();
    expect(codeOf(await post(picture, { ...jpeg, origin: 'https://example.com' }))).toBe('403 wrong-site');
    expect(codeOf(await post(picture, { ...jpeg, host: `example.com:${port}` }))).toBe('403 wrong-host');
    expect((await post(picture, { ...jpeg, origin: `http://127.0.0.1:${port}` })).status).toBe(200);
  });

  it('slows down who floods it', async () => {
    await start({ perSecond: 5 });
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 30 }, () => post()));
    const statuses = answers.map(({ status }) => status);
    const most = 5 + ((performance.now() - started) / 1000) * 5;
    const answered = statuses.filter((status) => status === 200).length;
    expect(answered).toBeGreaterThanOrEqual(5);
    expect(answered).toBeLessThanOrEqual(most);
    expect(statuses.filter((status) => status === 429).length).toBe(30 - answered);
    expect(answers.find(({ status }) => status === 429)!.headers['retry-after']).toBe('1');
  });

  it('refuses rather than let a queue grow', async () => {
    const held: (() => void)[] = [];
    await start({ recognise: () => new Promise((resolve) => held.push(() => resolve(known))) });
    const answers = Array.from({ length: 20 }, () => post());
    const first = await Promise.race(answers);
    expect(codeOf(first)).toBe('503 busy');
    const timer = setInterval(() => held.splice(0).forEach((release) => release()), 10);
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    clearInterval(timer);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(11);
  });

  it('serves its page and its document, strictly, and nothing else', async () => {
    await start();
    const page = await ask('GET', '/');
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'/);
    expect(page.text).not.toMatch(/<script>|style="|onclick=/);
    for (const path of ['/counter.js', '/counter.css']) expect((await ask('GET', path)).status).toBe(200);
    const document = JSON.parse((await ask('GET', '/openapi.json')).text) as { paths: object };
    for (const status of ['403', '413', '500'])
      expect(document.paths).toHaveProperty(['/recognise', 'post', 'responses', status]);
    const body = ['/recognise', 'post', 'requestBody', 'content', 'application/octet-stream'];
    expect(document.paths).toHaveProperty(body);
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/ramune.db'])
      expect(codeOf(await ask('GET', path))).toBe('404 not-found');
    expect(codeOf(await ask('GET', '/recognise'))).toBe('405 wrong-method');
  });

  it('goes on after a caller who hangs up in the middle and one who speaks no HTTP', async () => {
    await start();
    for (const text of [
      'POST /recognise HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\nabc',
      '\0\0\0',
    ]) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(text);
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.destroy();
    }
    expect((await post()).status).toBe(200);
  });
});
