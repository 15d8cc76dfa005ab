import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { StudioError } from '@shared/errors';
import { isInside } from '../bundle/runners/node/bundle.mjs';
import type { Job } from '../jobs';
import { writeAtomic } from './atomic-file';
import { explained, isDesktopFile, notEmpty } from './folder';
import { mostBytes, mostFiles, packedFolders } from './pack-project';

/** Unpacked together, so that no more than this is in memory beside the zip. */
const bytesAtOnce = 64_000_000;

/**
 * Unpacks a project into a new or empty folder; where that fails the folder is as it was. Nothing is written but what a
 * project consists of. Throws `zip-broken`, `zip-too-large`, `not-found`, `not-empty`, `read-only`, `cancelled`.
 */
export function unpackProject(zip: string, folder: string, job: Job): Promise<void> {
  const root = resolve(folder);
  return explained(root, async () => {
    const data = await readZip(zip);
    const parts = partsOf(data, basename(zip));
    await mkdir(root, { recursive: true });
    if ((await readdir(root)).some((entry) => !isDesktopFile(entry))) throw notEmpty(root);
    try {
      await unpackParts(data, parts, root, job);
    } catch (error) {
      await Promise.all(
        ['ramune.db', ...packedFolders].map((name) => rm(join(root, name), { recursive: true, force: true })),
      );
      throw error;
    }
  });
}

async function readZip(path: string): Promise<Uint8Array> {
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) throw new StudioError('not-found', `The file ${basename(path)} cannot be read.`, path);
  if (info.size > mostBytes) throw tooLarge(`${Math.round(info.size / 1e6)} MB`);
  return readFile(path);
}

/** Names of the files to unpack, in parts that fit in memory. Nothing is unpacked yet. */
function partsOf(data: Uint8Array, name: string): Set<string>[] {
  const files: UnzipFileInfo[] = [];
  readParts(data, name, (file) => {
    if (!file.name.endsWith('/')) files.push(file);
    return false;
  });
  const bytes = files.reduce((sum, { originalSize }) => sum + originalSize, 0);
  if (bytes > mostBytes || files.length > mostFiles) throw tooLarge(`${files.length} files`);
  const names = files.map((file) => file.name);
  const strange = names.find((one) => !belongs(one));
  if (strange !== undefined || !names.includes('ramune.db'))
    throw broken(name, strange === undefined ? 'ramune.db is missing' : `holds ${strange}`);
  const parts: Set<string>[] = [];
  let room = 0;
  for (const file of files) {
    if (room < file.originalSize) {
      parts.push(new Set());
      room = Math.max(bytesAtOnce, file.originalSize);
    }
    parts.at(-1)!.add(file.name);
    room -= file.originalSize;
  }
  return parts;
}

const belongs = (name: string): boolean =>
  name === 'ramune.db' || (isInside(name) && packedFolders.some((folder) => name.startsWith(`${folder}/`)));

async function unpackParts(
  data: Uint8Array,
  parts: readonly Set<string>[],
  root: string,
  job: Job,
): Promise<void> {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const part of parts) {
    const files = readParts(data, basename(root), (file) => part.has(file.name));
    for (const [name, content] of Object.entries(files)) {
      job.throwIfCancelled();
      await writeAtomic(join(root, name), content);
      job.report(++done, total, name);
    }
  }
}

function readParts(data: Uint8Array, name: string, filter: (file: UnzipFileInfo) => boolean) {
  try {
    return unzipSync(data, { filter });
  } catch (error) {
    throw broken(name, String(error));
  }
}

const tooLarge = (detail: string) =>
  new StudioError('zip-too-large', 'The zip is too large to unpack.', detail);
const broken = (name: string, detail: string) =>
  new StudioError('zip-broken', `${name} is not a project that was packed, or it is damaged.`, detail);
