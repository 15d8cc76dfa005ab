import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { finished } from 'node:stream/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { StudioError } from '@shared/errors';
import type { Job } from '../jobs';
import { fillAtomic } from './atomic-file';
import { copyDatabase } from './copy-database';
import type { OpenProject } from './open-project';

/** A zip without extensions has 32-bit sizes; half of that is read back whole. */
export const mostBytes = 2 ** 31 - 1;
export const mostFiles = 65_000;
/** What of a project's folder goes along; the rest is made again or belongs to this machine. */
export const packedFolders = ['photos', 'runs', 'models'] as const;

interface PackedFile {
  path: string;
  from: string;
}

/** Writes a project as one zip, photos as they are. Throws `zip-too-large`, `cancelled`. @returns how many files */
export async function packProject(project: OpenProject, out: string, job: Job): Promise<number> {
  const copy = join(project.paths.cache, 'packed.db');
  await mkdir(project.paths.cache, { recursive: true });
  await rm(copy, { force: true });
  try {
    await copyDatabase(project.paths.database, copy, 'all');
    const files = [{ path: 'ramune.db', from: copy }, ...(await filesOf(project.folder))];
    await assertFits(files);
    await mkdir(dirname(out), { recursive: true });
    await fillAtomic(out, (temporary) => writeZip(temporary, files, job));
    return files.length;
  } finally {
    await rm(copy, { force: true });
  }
}

async function filesOf(folder: string): Promise<PackedFile[]> {
  const found = await Promise.all(packedFolders.map((name) => filesBelow(join(folder, name))));
  return found.flat().map((from) => ({ path: relative(folder, from).split(sep).join('/'), from }));
}

/** Hidden ones, which a crash may have left, stay behind. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const visible = entries.filter(({ name }) => !name.startsWith('.'));
  const nested = visible
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => filesBelow(join(folder, name)));
  const own = visible.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
  return [...own, ...(await Promise.all(nested)).flat()];
}

async function assertFits(files: readonly PackedFile[]): Promise<void> {
  let bytes = 0;
  for (const { from } of files) bytes += (await stat(from)).size;
  if (bytes > mostBytes || files.length > mostFiles)
    throw new StudioError(
      'zip-too-large',
      'The project is too large for a zip. Copy its folder instead.',
      `${files.length} files, ${Math.round(bytes / 1e6)} MB`,
    );
}

async function writeZip(path: string, files: readonly PackedFile[], job: Job): Promise<void> {
  const target = createWriteStream(path, { flags: 'wx' });
  const written = finished(target);
  // Thrown below; until then, and after a cancel, an error of the stream would be nobody's.
  written.catch(() => {});
  let failed: Error | null = null;
  const zip = new Zip((error, chunk, last) => {
    failed ??= error;
    target.write(chunk);
    if (last) target.end();
  });
  try {
    for (const [i, { path: name, from }] of files.entries()) {
      job.throwIfCancelled();
      // Photos and weights are compressed, or as good as.
      const entry =
        name.endsWith('.db') || name.endsWith('.jsonl') ? new ZipDeflate(name) : new ZipPassThrough(name);
      zip.add(entry);
      for await (const chunk of createReadStream(from)) {
        entry.push(chunk as Buffer);
        if (target.writableNeedDrain) await once(target, 'drain');
      }
      entry.push(new Uint8Array(), true);
      job.report(i + 1, files.length, name);
    }
    zip.end();
    await written;
    if (failed) throw failed as Error;
  } finally {
    target.destroy();
  }
}
