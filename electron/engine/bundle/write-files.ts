import { access, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { StudioError } from '@shared/errors';
import { writeAtomic } from '../project/atomic-file';
import type { BundleFile } from './manifest';

export const textFile = (path: string, content: string): BundleFile => ({ path, data: Buffer.from(content) });

/**
 * Writes files into a folder, or into one file where `out` ends in `.zip`. In a folder it replaces what an earlier export
 * wrote, and nothing else. Answers the paths of what was written.
 * @param mark the file of these that tells an export: JSON with a `format` of ours
 * @throws StudioError `not-empty`
 */
export const writeFiles = (out: string, files: readonly BundleFile[], mark: string): Promise<string[]> =>
  out.endsWith('.zip') ? writeZip(out, files) : writeFolder(out, files, mark);

async function writeFolder(out: string, files: readonly BundleFile[], mark: string): Promise<string[]> {
  if (!(await isExport(join(out, mark)))) await assertFree(out, files);
  const paths: string[] = [];
  for (const { path, data } of files) {
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await writeAtomic(target, data);
    paths.push(target);
  }
  return paths;
}

async function isExport(mark: string): Promise<boolean> {
  try {
    const { format } = JSON.parse(await readFile(mark, 'utf8')) as { format?: unknown };
    return String(format).startsWith('ramune-');
  } catch {
    return false;
  }
}

async function assertFree(out: string, files: readonly BundleFile[]): Promise<void> {
  for (const { path } of files) {
    const target = join(out, path);
    const taken = await access(target).then(
      () => true,
      () => false,
    );
    if (taken) throw new StudioError('not-empty', 'Other files are in the way of the export.', target);
  }
}

async function writeZip(out: string, files: readonly BundleFile[]): Promise<string[]> {
  await mkdir(dirname(out), { recursive: true });
  await writeAtomic(out, zipSync(Object.fromEntries(files.map(({ path, data }) => [path, data]))));
  return [out];
}
