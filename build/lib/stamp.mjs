import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { root } from './paths.mjs';

/** SHA-256 over the names and bytes of files and folders of the repository. */
export async function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of (await filesOf(join(root, path))).sort()) {
      hash.update(relative(root, file)).update('\0');
      hash.update(await readFile(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesOf(path) {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Whether the stamp says that this work is done. */
export async function stamped(path, value) {
  return (await readFile(path, 'utf8').catch(() => null)) === value;
}

export async function writeStamp(path, value) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, value);
}
