import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StudioError } from '@shared/errors';
import { isPhotoName } from '../photos/find-photos';

const every = 500; // milliseconds

/**
 * Hands over each photo that is put into a folder, once, when it has stopped growing; those that are there already are
 * not new. Folders are asked again and again, since notices of changes do not come from every network drive. Ends when
 * `signal` is aborted. Throws `not-found` where the folder cannot be read any more.
 */
export async function watchFolder(
  folder: string,
  onPhoto: (path: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const known = new Set(await photosIn(folder));
  const sizes = new Map<string, number>();
  while (!signal.aborted) {
    for (const name of await photosIn(folder)) {
      if (known.has(name)) continue;
      const path = join(folder, name);
      const size = (await stat(path).catch(() => null))?.size ?? 0;
      const settled = size > 0 && sizes.get(name) === size;
      sizes.set(name, size);
      if (!settled) continue;
      known.add(name);
      sizes.delete(name);
      if (!signal.aborted) await onPhoto(path);
    }
    await pause(every, undefined, { signal }).catch(() => {});
  }
}

async function photosIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(isPhotoName).sort();
  } catch (error) {
    throw new StudioError('not-found', `The folder ${folder} cannot be read.`, String(error));
  }
}
