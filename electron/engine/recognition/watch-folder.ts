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
  /** Bytes of photos that may still grow, by their names; `null` for those that are not new. */
  let sizes = new Map<string, number | null>((await photosIn(folder)).map((name) => [name, null]));
  while (!signal.aborted) {
    const before = sizes;
    // Begun anew, so that what comes back under a name that went is another photo.
    sizes = new Map();
    for (const name of await photosIn(folder)) {
      const path = join(folder, name);
      const last = before.get(name);
      const size = last === null ? null : ((await stat(path).catch(() => null))?.size ?? 0);
      const settled = size !== null && size > 0 && size === last;
      sizes.set(name, settled ? null : size);
      if (settled && !signal.aborted) await onPhoto(path);
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
