import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchFolder } from '../../../electron/engine/recognition/watch-folder';

let folder: string;
let stop: AbortController;
let seen: string[];
let watching: Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ramune-watch-'));
  await put('old.jpg', 3);
  [stop, seen] = [new AbortController(), []];
  watching = watchFolder(folder, async (path) => void seen.push(basename(path)), stop.signal);
});
afterEach(async () => {
  stop.abort();
  await watching;
  await rm(folder, { recursive: true, force: true });
});

const put = (name: string, bytes: number) => writeFile(join(folder, name), new Uint8Array(bytes));
const take = (name: string) => rm(join(folder, name));
/** More than one look at the folder. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 1200));
const comes = (names: string[]) => vi.waitFor(() => expect(seen).toEqual(names), 5000);

it('hands over what comes, once', async () => {
  await aWhile();
  await put('new.jpg', 3);
  await comes(['new.jpg']);
  await aWhile();
  expect(seen).toEqual(['new.jpg']);
});

it('hands over what comes back under a name that went', async () => {
  await aWhile();
  await put('new.jpg', 3);
  await comes(['new.jpg']);
  for (const name of ['old.jpg', 'new.jpg']) await take(name);
  await aWhile();
  for (const name of ['new.jpg', 'old.jpg']) await put(name, 3);
  await comes(['new.jpg', 'new.jpg', 'old.jpg']);
});
