import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageAnswer } from '@shared/domain';
import { createCounterServer } from '../../../electron/cli/serve/server';

const token = 'a secret of the shop';
const known: ImageAnswer = {
  product: { id: 1, name: 'Cola' },
  score: 0.99,
  threshold: 0.95,
  candidates: [{ productId: 1, name: 'Cola', score: 0.99, photoId: '0'.repeat(64) }],
  milliseconds: 12,
};

/** The counter's server, sent what no counter would send. */
describe('the counter’s server', () => {
  let server: Server;
  let port: number;
  let reached = 0;

  beforeAll(async () => {
    const recognise = async () => ((reached += 1), known);
    const recogniseItems = async () => ({ width: 1, height: 1, items: [] });
    server = createCounterServer({ recognise, recogniseItems, token, perSecond: 1e6, mostBytes: 1000 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** What comes back for these bytes, until the server or we have had enough. */
  const send = async (bytes: Uint8Array): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += String(data)));
    socket.on('error', () => {});
    socket.end(bytes);
    await once(socket, 'close');
    return answer;
  };
  const isAlive = async () => {
    const headers = { 'content-type': 'image/jpeg', authorization: `Bearer ${token}` };
    const url = `http://127.0.0.1:${port}/recognise`;
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array([0xff, 0xd8]) });
    expect(answer.status).toBe(200);
  };

  const line = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replace(/[\r\n]/g, ''));
  const method = fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'CONNECT', 'TRACE'), line);
  const path = fc.oneof(
    fc.constantFrom(
      '/',
      '/recognise',
      '/openapi.json',
      '/../ramune.db',
      '//recognise',
      '*',
      '/%00',
      '/recognise?',
    ),
    line,
  );
  const header = fc.oneof(
    fc.tuple(line, line).map(([name, value]) => `${name}: ${value}`),
    fc.constantFrom(
      'Host: 127.0.0.1',
      'Host: evil.example',
      'Origin: null',
      'Content-Length: 99999999999999999999',
      'Content-Length: -1',
      'Transfer-Encoding: chunked, identity',
      'Content-Type: multipart/form-data; boundary=',
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Type: image/jpeg',
      'Authorization: Bearer ',
      'Authorization: Bearer __proto__',
      'Expect: 100-continue',
      'Upgrade: websocket',
      'Connection: upgrade',
    ),
  );
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.constantFrom(
      '--x\r\n\r\n--x--',
      '--x\r\nContent-Disposition: form-data; name="a"; filename="b"',
      '0\r\n\r\n',
      'ffffffffff\r\n',
    ),
  );
  const message = fc
    .tuple(method, path, fc.array(header, { maxLength: 6 }), body)
    .map(([verb, at, headers, rest]) =>
      Buffer.concat([
        Buffer.from(`${verb} ${at} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`),
        Buffer.from(rest as string),
      ]),
    );

  it('recognises nothing for who has no token, whatever is sent, and tells nothing of itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(message, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
        const answer = await send(bytes);
        expect(answer).not.toMatch(/node_modules|\.ts:|\.cjs:|at \w+ \(/);
        expect(answer).not.toContain(token);
        if (answer) expect(answer).toMatch(/^(HTTP\/1\.1 100 Continue\r\n\r\n)?HTTP\/1\.1 (2|4)\d\d /);
      }),
      { numRuns: 400, seed: 7 },
    );
    expect(reached).toBe(0);
    await isAlive();
  });
});
