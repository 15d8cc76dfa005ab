import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes a file so that a reader, or a crash, finds the old one or the new one whole. Makes its folder. */
export function writeAtomic(path: string, data: string | Uint8Array): Promise<void> {
  return fillAtomic(path, (temporary) => writeFile(temporary, data, { flag: 'wx' }));
}

/** The same for a file that `fill` makes at the path it is given. */
export async function fillAtomic(path: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${basename(path)}.${randomBytes(4).toString('hex')}${temporaryEnding}`);
  try {
    await fill(temporary);
    await sync(temporary, 'r+');
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  // Makes the rename last through a power cut. Windows does that by itself and has no such call.
  if (process.platform !== 'win32') await sync(folder, 'r');
}

const temporaryEnding = '.tmp';

/** A file that a crash left half-way. */
export const isLeftover = (name: string) => name.startsWith('.') && name.endsWith(temporaryEnding);

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
