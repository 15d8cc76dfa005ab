import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { StudioError } from '@shared/errors';
import { writeAtomic } from '../project/atomic-file';
import type { BundleFile } from './manifest';

export const textFile = (path: string, content: string): BundleFile => ({ path, data: Buffer.from(content) });

/**
 * Writes files into a folder, or into one file where `out` ends in `.zip`. A folder that holds other files of
 * these names is refused, unless an earlier export made it. Answers the paths of what was written.
 * @param mark the file of these that tells an export: JSON with a `format` of ours
 * @throws StudioError `not-empty`
 */
export const writeFiles = (out: string, files: readonly BundleFile[], mark: string): Promise<string[]> =>
  out.endsWith('.zip') ? writeZip(out, files) : writeFolder(out, files, mark);

async function writeFolder(out: string, files: readonly BundleFile[], mark: string): Promise<string[]> {
  const fresh = (await isExport(join(out, mark))) ? [] : await freePaths(out, files);
  try {
    const paths: string[] = [];
    for (const { path, data } of files) {
      const target = join(out, path);
      await writeAtomic(target, data);
      paths.push(target);
    }
    return paths;
  } catch (error) {
    // Half an export would be in the way of the next.
    await Promise.all(fresh.map((path) => rm(path, { force: true })));
    throw error;
  }
}

async function isExport(mark: string): Promise<boolean> {
  try {
    const { format } = JSON.parse(await readFile(mark, 'utf8')) as { format?: unknown };
    return String(format).startsWith('ramune-');
  } catch {
    return false;
  }
}

/** Where nothing is yet. Throws `not-empty` where a file is in the way that is not the same as ours. */
async function freePaths(out: string, files: readonly BundleFile[]): Promise<string[]> {
  const free: string[] = [];
  for (const { path, data } of files) {
    const target = join(out, path);
    const there = await readFile(target).catch((error: NodeJS.ErrnoException) => error);
    if (Buffer.isBuffer(there) ? !there.equals(data) : there.code !== 'ENOENT')
      throw new StudioError('not-empty', 'Other files are in the way of the export.', target);
    if (!Buffer.isBuffer(there)) free.push(target);
  }
  return free;
}

async function writeZip(out: string, files: readonly BundleFile[]): Promise<string[]> {
  await writeAtomic(out, zipSync(Object.fromEntries(files.map(({ path, data }) => [path, data]))));
  return [out];
}
