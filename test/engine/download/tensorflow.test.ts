import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../../electron/engine/engine';
import { Job } from '../../../electron/engine/jobs';
import { fetchTensorFlow } from '../../../electron/engine/tensorflow/fetch-tensorflow';
import { fetchedTensorFlow, TensorFlowOffer } from '../../../electron/engine/tensorflow/offer';
import { startWeightsServer, type WeightsServer } from '../../support/weights-server';

const content = Buffer.alloc(2_000_000, 'module.exports = {};\n');
const body = gzipSync(content, { level: 0 });
const sha256 = createHash('sha256').update(body).digest('hex');

/** The download alone; what is done with the real thing is told by the test of the packaged studio. */
describe('TensorFlow as a download', () => {
  let root: string;
  let server: WeightsServer;
  const fetched = (job = new Job('test', () => {})) => fetchTensorFlow(job);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-tensorflow-'));
    server = await startWeightsServer();
    server.answer = { body };
    await offer({});
    vi.stubEnv('RAMUNE_TENSORFLOW', join(root, 'kept'));
    vi.stubEnv('RAMUNE_TENSORFLOW_OFFER', join(root, 'tensorflow.json'));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await server.close();
    await rm(root, { recursive: true, force: true });
  });

  const offer = (change: object) => {
    const files = ['index.cjs', 'deps/lib/a.so.2'].map((path) => ({ path, bytes: body.length, sha256 }));
    const made = { version: '2.0-test', url: server.url, files, ...change };
    return writeFile(join(root, 'tensorflow.json'), JSON.stringify(made));
  };
  const kept = () => readdir(join(root, 'kept'), { recursive: true }).catch(() => []);

  it('arrives whole, with its progress in megabytes, and is what is loaded from then on', async () => {
    const seen: [number, number][] = [];
    const job = new Job('test', (_, data) => {
      const { done, total } = data as { done: number; total: number };
      seen.push([done, total]);
    });
    expect(fetchedTensorFlow()).toBe(null);
    await fetched(job);
    expect(seen.at(-1)).toEqual([4, 4]);
    expect(fetchedTensorFlow()).toBe(join(root, 'kept/2.0-test/index.cjs'));
    const library = await readFile(join(root, 'kept/2.0-test/deps/lib/a.so.2'));
    expect(library.equals(content)).toBe(true);
    await fetched(); // a second time, over what is there
    expect((await kept()).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('takes the place of an earlier version', async () => {
    await fetched();
    await offer({ version: '2.1-test' });
    expect(fetchedTensorFlow()).toBe(null);
    await fetched();
    expect(fetchedTensorFlow()).toBe(join(root, 'kept/2.1-test/index.cjs'));
    expect(await readdir(join(root, 'kept'))).toEqual(['2.1-test']);
  });

  it.each([
    [
      'is not what was promised',
      () => offer({ files: [{ path: 'index.cjs', bytes: body.length, sha256: '0'.repeat(64) }] }),
    ],
    ['is cut off', () => void (server.answer = { body, cutAfter: 500_000 })],
    ['is not there', () => void (server.answer = { body, status: 404 })],
    ['is no archive', () => void (server.answer = { body: new Uint8Array(body.length) })],
  ])('leaves nothing behind when it %s', async (_, change) => {
    await change();
    await expect(fetched()).rejects.toMatchObject({ code: 'tensorflow-download' });
    expect(await kept()).toEqual([]);
  });

  it('can be cancelled, and leaves nothing behind', async () => {
    server.answer = { body, stallAfter: 500_000 };
    const job: Job = new Job('test', () => job.cancel());
    await expect(fetched(job)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await kept()).toEqual([]);
  });

  it('goes on while a project is closed, and says so where what came does not load', async () => {
    const { handlers, close } = createEngine(() => {});
    await handlers['project.create']({ folder: join(root, 'project') });
    const fetching = handlers['engine.fetchTensorFlow']({ job: 'tensorflow' });
    const told = expect(fetching).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: expect.stringMatching(/does not load/),
    });
    await handlers['project.close']({});
    await told;
    expect(fetchedTensorFlow()).not.toBe(null);
    await close();
  });

  it('writes nothing outside its folder', () => {
    const files = (path: string) => ({
      version: '1',
      url: 'https://example.com',
      files: [{ path, bytes: 1, sha256 }],
    });
    expect(TensorFlowOffer.safeParse(files('deps/lib/a.so.2')).success).toBe(true);
    for (const path of ['../a', '/a', 'a/../b', 'a//b', '.', '..', 'a\\b', 'c:/a', ''])
      expect(TensorFlowOffer.safeParse(files(path)).success, path).toBe(false);
  });

  it('is not to be had where the studio was told of none', async () => {
    await rm(join(root, 'tensorflow.json'));
    await expect(fetched()).rejects.toMatchObject({ code: 'engine-unavailable' });
  });
});
