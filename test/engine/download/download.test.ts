import { afterAll, beforeAll, expect, test } from 'vitest';
import { imagenet } from '../../../electron/engine/backbones/imagenet';
import { download } from '../../../electron/engine/download/download';
import { Job } from '../../../electron/engine/jobs';
import { startWeightsServer, type WeightsServer } from '../../support/weights-server';

const size = 3_000_000;
const body = Uint8Array.from({ length: size }, (_, i) => (i * 7919) % 251);

let server: WeightsServer;
beforeAll(async () => void (server = await startWeightsServer()));
afterAll(() => server.close());

const fetched = (job = new Job('test', () => {}), url = server.url) =>
  download({ ...imagenet(), url, size }, job);
const refused = (why: string) => ({
  code: 'weights-download',
  message: expect.stringMatching(new RegExp(`^${why}.*Try again, or get http.* elsewhere`)),
});

test('a whole file arrives, with its progress in megabytes', async () => {
  server.answer = { body };
  const seen: number[] = [];
  const job = new Job('test', (_name, data) => seen.push((data as { done: number }).done));
  expect(Buffer.compare(await fetched(job), body)).toBe(0);
  expect(seen.at(-1)).toBe(3);
});

test('a server without a checksum is trusted for the size', async () => {
  server.answer = { body, md5: '' };
  expect(await fetched()).toHaveLength(size);
});

test('a wrong checksum is refused', async () => {
  server.answer = { body, md5: '1B2M2Y8AsgTpgAmY7PhCfg==' };
  await expect(fetched()).rejects.toMatchObject(refused('The file that arrived is damaged: its checksum'));
});

test.each([
  ['smaller', -1],
  ['larger', 1],
])('a %s file is refused', async (how, more) => {
  server.answer = { body: new Uint8Array(size + more) };
  await expect(fetched()).rejects.toMatchObject(refused(`The file that arrived is not.*it is ${how} than`));
});

test('a connection that is cut is told', async () => {
  server.answer = { body, cutAfter: 1_000_000 };
  await expect(fetched()).rejects.toMatchObject(refused('The connection was cut before'));
});

test('a file that is not there is told by its status', async () => {
  server.answer = { status: 404, body };
  await expect(fetched()).rejects.toMatchObject(refused('The server answered 404'));
});

test('no network is told', async () => {
  const job = new Job('test', () => {});
  const nowhere = fetched(job, 'http://127.0.0.1:9/weights.h5');
  await expect(nowhere).rejects.toMatchObject(refused('The server cannot be reached'));
});

test('cancelling ends the download at once', async () => {
  server.answer = { body, stallAfter: 500_000 };
  const job: Job = new Job('test', () => job.cancel());
  await expect(fetched(job)).rejects.toMatchObject({ code: 'cancelled' });
  await expect(fetched(job)).rejects.toMatchObject({ code: 'cancelled' });
});
