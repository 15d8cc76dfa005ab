import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { nameOfFolder } from '../project/clean-name';

/** A file to import and the class its place in the folders gives it; `null` for none. */
export interface FoundPhoto {
  path: string;
  className: string | null;
}

const photoExtensions = new Set([
  '.jpg',
  '.jpeg',
  '.jpe',
  '.jfif',
  '.png',
  '.webp',
  '.heic',
  '.heif',
  '.avif',
  '.tif',
  '.tiff',
  '.gif',
  // Not read, but listed as such rather than passed over.
  '.bmp',
]);

const byName = new Intl.Collator('en', { numeric: true });

/**
 * Photos in the given files and folders. The first folder level under a given folder names the class. Files that
 * were named one by one are all taken; in folders only those with a photo's ending, hidden ones and symbolic links
 * left out. A folder that cannot be read is in the list itself.
 */
export async function findPhotos(paths: readonly string[]): Promise<FoundPhoto[]> {
  const found: FoundPhoto[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (info?.isDirectory()) found.push(...(await insideFolder(path)));
    else found.push({ path, className: null });
  }
  return found;
}

async function insideFolder(folder: string): Promise<FoundPhoto[]> {
  const entries = await visibleEntries(folder);
  if (!entries) return [{ path: folder, className: null }];
  const found: FoundPhoto[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      found.push(
        ...(await filesBelow(path)).map((file) => ({ path: file, className: nameOfFolder(entry.name) })),
      );
    else if (isPhoto(entry)) found.push({ path, className: null });
  }
  return found;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await visibleEntries(folder);
  if (!entries) return [folder];
  const nested = entries.filter((e) => e.isDirectory()).map((e) => filesBelow(join(folder, e.name)));
  const own = entries.filter(isPhoto).map((e) => join(folder, e.name));
  return [...own, ...(await Promise.all(nested)).flat()];
}

/** Nothing for a folder that cannot be read. */
async function visibleEntries(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  return entries?.filter((e) => !e.name.startsWith('.')).sort((a, b) => byName.compare(a.name, b.name));
}

/** Whether a file is called as a photo is; hidden ones are not. */
export const isPhotoName = (name: string): boolean =>
  !name.startsWith('.') && photoExtensions.has(extname(basename(name)).toLowerCase());

const isPhoto = (entry: { isFile(): boolean; name: string }) => entry.isFile() && isPhotoName(entry.name);
