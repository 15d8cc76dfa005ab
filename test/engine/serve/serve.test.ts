import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Reply } from '../../../electron/cli/serve/openapi';
import { createEngine } from '../../../electron/engine/engine';
import { noPhotos, productPhotos, unknownPhotos } from '../../support/photos';

/** `ramune serve` as a user starts it, on real photos. */
describe.skipIf(noPhotos())('ramune serve', () => {
  let root: string;
  let folder: string;
  let photos: string[][];
  let child: ChildProcess;
  let url: string;
  let printed = '';

  const ramune = (...args: string[]) =>
    spawn(process.execPath, ['build/ramune.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const textOf = async (stream: NodeJS.ReadableStream | null) => {
    let text = '';
    for await (const chunk of stream!) text += String(chunk);
    return text;
  };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-serve-'));
    folder = join(root, 'project');
    photos = [...(await productPhotos()).values()];
    const engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder });
    for (const [i, name] of ['A', 'B'].entries())
      await engine.handlers['registry.register']({
        name,
        photos: photos[i].slice(0, 3).map((path) => ({ path })),
      });
    await engine.close();
    child = ramune('serve', folder, '--port', '0', '--json');
    child.stdout!.on('data', (text: Buffer) => (printed += String(text)));
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    url = (JSON.parse(String(line)) as { url: string }).url;
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await rm(root, { recursive: true, force: true });
  });

  const post = async (path: string) => {
    const body = new Uint8Array(await readFile(path));
    return fetch(`${url}recognise`, { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body });
  };

  it('answers as the studio does, and refuses strangers and what is no photo', async () => {
    const answer = Reply.parse(await (await post(photos[1][0])).json());
    expect(answer).toMatchObject({ accepted: true, product: { name: 'B' }, runnerUp: { name: 'A' } });
    expect(answer.score).toBeCloseTo(1, 3);
    const [stranger] = await unknownPhotos();
    expect(Reply.parse(await (await post(stranger)).json())).toMatchObject({
      accepted: false,
      product: null,
    });
    expect((await post('package.json')).status).toBe(422);
    expect((await (await fetch(`${url}openapi.json`)).json()) as object).toHaveProperty('openapi');
  });

  it('stops when it is asked to, has printed one JSON object, and leaves the project unlocked', async () => {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(0);
    expect(JSON.parse(printed)).toEqual({ url });
    const engine = createEngine(() => {});
    await expect(engine.handlers['project.open']({ folder })).resolves.toMatchObject({ productCount: 2 });
    await engine.close();
  });

  it('lets the network in with a token only', async () => {
    const refused = ramune('serve', folder, '--host', '0.0.0.0', '--port', '0');
    const [message, [code]] = await Promise.all([textOf(refused.stderr), once(refused, 'exit')]);
    expect(code).toBe(1);
    expect(message).toMatch(/--token/);
  });
});
