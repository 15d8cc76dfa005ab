import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '@shared/median';
import { createEngine } from '../../electron/engine/engine';
import { noPhotos, productPhotos, spread } from '../support/photos';

const references = 4;
const clients = 4;
/** Seconds; RAMUNE_SERVE_SECONDS=600 for the ten minutes of the promise. */
const seconds = Number(process.env.RAMUNE_SERVE_SECONDS ?? 20);
const warmUp = 40;
const mib = 2 ** 20;

/**
 * `ramune serve` under load: four callers on loopback, each asking as soon as it is answered, with real photos and 31
 * products of four references. Memory is the server's own: the median of the last quarter of the time, and what it is more
 * than that of the second.
 */
export default async function serve() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const folder = await mkdtemp(join(tmpdir(), 'ramune-serve-'));
  const products = [...(await productPhotos())];
  await prepare(folder, products);
  const child = spawn(
    process.execPath,
    ['build/ramune.mjs', 'serve', folder, '--port', '0', '--json', '--rate', '99999'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { url } = JSON.parse(String(line)) as { url: string };
    const images = await Promise.all(products.map(([, paths]) => readFile(paths[paths.length - 1])));
    return await load(url, images, child);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string, products: readonly [string, string[]][]): Promise<void> {
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder });
  for (const [name, paths] of products)
    await handlers['registry.register']({
      name,
      photos: spread(paths, references).map((path) => ({ path })),
    });
  await close();
}

async function load(url: string, images: readonly Buffer[], child: ChildProcess) {
  const agent = new Agent({ keepAlive: true });
  const ask = async (i: number) => {
    const started = performance.now();
    const status = await post(url, images[i % images.length], agent);
    return { status, milliseconds: performance.now() - started };
  };
  for (let i = 0; i < warmUp; i++) await ask(i);
  const memory = [memoryOf(child)];
  const look = setInterval(() => memory.push(memoryOf(child)), 1000);
  const started = performance.now();
  const until = started + seconds * 1000;
  const answers: { status: number; milliseconds: number }[] = [];
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let i = client; performance.now() < until; i += clients) answers.push(await ask(i));
    }),
  ).finally(() => clearInterval(look));
  const taken = (performance.now() - started) / 1000;
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  agent.destroy();
  return {
    answersPerSecond: Number((answers.length / taken).toFixed(1)),
    p50Ms: Math.round(times[times.length >> 1]),
    p99Ms: Math.round(times[Math.floor(times.length * 0.99)]),
    refused: answers.filter(({ status }) => status !== 200).length,
    memoryMiB: inQuarter(memory, 4),
    memoryGrowthMiB: inQuarter(memory, 4) - inQuarter(memory, 2),
    seconds,
    clients,
    products: images.length,
  };
}

/** The median of the `nth` quarter. */
const inQuarter = (values: readonly number[], nth: number): number =>
  median(values.slice(Math.floor(((nth - 1) * values.length) / 4), Math.ceil((nth * values.length) / 4)));

/** Resident memory; the bench runs on Linux. */
const memoryOf = ({ pid }: ChildProcess): number =>
  Math.round((Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024) / mib);

function post(url: string, body: Buffer, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}recognise`,
      { method: 'POST', agent, headers: { 'content-type': 'image/jpeg' } },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
