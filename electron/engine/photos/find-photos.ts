import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Split } from '@shared/domain';
import { nameOfFolder } from '../project/clean-name';
import { type FoundPhoto, splitNamed } from './formats/dataset';

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
 * left out. A folder that cannot be read is in the list itself. Where all folders of the first level are named as splits
 * are, the classes are those of the second.
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

async function insideFolder(folder: string, split?: Split): Promise<FoundPhoto[]> {
  const entries = await visibleEntries(folder);
  if (!entries) return [{ path: folder, className: null }];
  const found: FoundPhoto[] = [];
  const folders = entries.filter((entry) => entry.isDirectory());
  const bySplit = !split && folders.length > 0 && folders.every(({ name }) => splitNamed(name));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (bySplit && entry.isDirectory()) found.push(...(await insideFolder(path, splitNamed(entry.name))));
    else if (entry.isDirectory())
      found.push(
        ...(await filesBelow(path)).map((file) => ({
          path: file,
          className: nameOfFolder(entry.name),
          split,
        })),
      );
    else if (isPhoto(entry)) found.push({ path, className: null, split });
  }
  return found;
}

/** Paths of all photos in a folder and its folders. */
export const filesBelow = (folder: string): Promise<string[]> => below(folder, isPhoto);

/** Paths of all files with one of these endings, lower case, with the dot. */
export const allBelow = (folder: string, endings: readonly string[]): Promise<string[]> =>
  below(folder, (entry) => entry.isFile() && endings.includes(extname(entry.name).toLowerCase()));

type Entry = { isFile(): boolean; name: string };

async function below(folder: string, isWanted: (entry: Entry) => boolean): Promise<string[]> {
  const entries = await visibleEntries(folder);
  if (!entries) return [folder];
  const nested = entries.filter((e) => e.isDirectory()).map((e) => below(join(folder, e.name), isWanted));
  const own = entries.filter(isWanted).map((e) => join(folder, e.name));
  return [...own, ...(await Promise.all(nested)).flat()];
}

/** Nothing for a folder that cannot be read. */
async function visibleEntries(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  return entries?.filter((e) => !e.name.startsWith('.')).sort((a, b) => byName.compare(a.name, b.name));
}

/** Whether a file is called as a photo is; hidden ones are not. */
export const isPhotoName = (name: string): boolean =>
  !name.startsWith('.') && photoExtensions.has(extname(name).toLowerCase());

const isPhoto = (entry: Entry) => entry.isFile() && isPhotoName(entry.name);
