import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';

/** AuthenticationOk and ReadyForQuery, as PostgreSQL sends them. */
const welcome = Buffer.from('520000000800000000' + '5a0000000549', 'hex');

let root: string;
let engine: Engine;
let server: Server;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ramune-connect-'));
  engine = createEngine(() => {});
});
afterEach(async () => {
  await engine.close();
  server.close();
  await rm(root, { recursive: true, force: true });
});

/** The URL of a server that takes calls and never answers, or says `first` to what it hears first and then nothing more. */
async function silentServer(
  first?: Buffer,
): Promise<{ url: string; heard: (times: number) => Promise<void> }> {
  let times = 0;
  server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      if (first && times === 0) socket.write(first);
      times++;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const heard = async (wanted: number) => {
    while (times < wanted) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { url: `postgresql://user@127.0.0.1:${(server.address() as AddressInfo).port}/shop`, heard };
}

describe('a connection that is asked for while another one is being let go', () => {
  it('is never made for a project that was opened meanwhile', async () => {
    const { url } = await silentServer();
    const { handlers } = engine;
    const folder = join(root, 'one');
    await handlers['project.create']({ folder });
    await handlers['sync.connect']({ folder, url });
    const again = handlers['sync.connect']({ folder, url }).catch(() => {});
    await handlers['project.create']({ folder: join(root, 'other') });
    await again;
    expect((await handlers['sync.status']({})).state).toBe('off');
  });
});

describe('a project is closed at once', () => {
  it.each([
    ['takes calls and never answers', undefined, 1],
    ['lets in and answers no query', welcome, 2],
  ])('while it connects to a server that %s', async (_name, first, times) => {
    const { url, heard } = await silentServer(first);
    const folder = join(root, 'one');
    await engine.handlers['project.create']({ folder });
    await engine.handlers['sync.connect']({ folder, url });
    await heard(times);
    const started = performance.now();
    await engine.handlers['project.close']({});
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
