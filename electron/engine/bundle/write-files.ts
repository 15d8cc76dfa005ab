import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { writeAtomic } from '../project/atomic-file';
import type { BundleFile } from './manifest';

export const textFile = (path: string, content: string): BundleFile => ({ path, data: Buffer.from(content) });

/** Writes files into a folder, or into one file where `out` ends in `.zip`. Answers the paths of what was written. */
export const writeFiles = (out: string, files: readonly BundleFile[]): Promise<string[]> =>
  (out.endsWith('.zip') ? writeZip : writeFolder)(out, files);

async function writeFolder(out: string, files: readonly BundleFile[]): Promise<string[]> {
  const paths: string[] = [];
  for (const { path, data } of files) {
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await writeAtomic(target, data);
    paths.push(target);
  }
  return paths;
}

async function writeZip(out: string, files: readonly BundleFile[]): Promise<string[]> {
  await mkdir(dirname(out), { recursive: true });
  await writeAtomic(out, zipSync(Object.fromEntries(files.map(({ path, data }) => [path, data]))));
  return [out];
}
