import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a test's server of weights answers. */
interface Answer {
  status?: number;
  body: Uint8Array;
  /** In base 64; absent for the body's own. */
  md5?: string;
  /** Cut the connection after so many bytes. */
  cutAfter?: number;
  /** Send so many bytes and then wait for ever. */
  stallAfter?: number;
}

export interface WeightsServer {
  url: string;
  answer: Answer;
  close(): Promise<void>;
}

/** A server on this machine that answers every request alike, with Google Cloud Storage's checksum header. */
export async function startWeightsServer(): Promise<WeightsServer> {
  const state = { answer: { status: 404, body: new Uint8Array() } as Answer };
  const server = createServer((_request, response) => send(response, state.answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights`,
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

function send(response: ServerResponse, { status = 200, body, md5, cutAfter, stallAfter }: Answer): void {
  const own = createHash('md5').update(body).digest('base64');
  response.writeHead(status, {
    'content-length': body.length,
    'x-goog-hash': `crc32c=AAAAAA==, md5=${md5 ?? own}`,
  });
  if (cutAfter !== undefined) response.write(body.subarray(0, cutAfter), () => response.destroy());
  else if (stallAfter !== undefined) response.write(body.subarray(0, stallAfter));
  else response.end(body);
}
