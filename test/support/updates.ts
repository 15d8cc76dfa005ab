import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A real server of newer studios, and of the files of a folder. */
export interface Updates {
  url: string;
  /** How often somebody wanted to know whether there is a newer one. */
  readonly asked: number;
  /** From now on `file` is the newest studio; `promised`: what its checksum is of, itself unless said. */
  offer(version: string, file: string, promised?: string): void;
  close(): Promise<void>;
}

export async function serveUpdates(folder: string): Promise<Updates> {
  let asked = 0;
  let list = '';
  let newest = '';
  const server = createServer(({ url }, response) => {
    if (url!.startsWith('/tensorflow-')) return void sendFile(join(folder, url!), response);
    const isList = url!.startsWith('/latest-linux');
    if (isList) asked++;
    response.writeHead(isList || url!.endsWith('.AppImage') ? 200 : 404);
    response.end(isList ? list : newest);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get asked() {
      return asked;
    },
    offer(version, file, promised = file) {
      newest = file;
      const sha512 = createHash('sha512').update(promised).digest('base64');
      const name = `ramune-${version}.AppImage`;
      list = JSON.stringify({
        version,
        files: [{ url: name, sha512, size: Buffer.byteLength(file) }],
        path: name,
        sha512,
        releaseDate: '2026-01-01T00:00:00.000Z',
      });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const sendFile = (path: string, response: ServerResponse) =>
  pipeline(createReadStream(path), response).catch(() => response.destroy());
