import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import type { ImportProblem } from '@shared/domain';
import { openPhoto, sizeOf } from './decode';
import { takenAt } from './exif-time';

const largestFile = 500_000_000; // bytes
const problem = { line: null };

type Reason = z.infer<typeof ImportProblem>['reason'];
export type Inspection =
  { width: number; height: number; takenAt: string | null } | { reason: Reason; detail: string; line: null };

/** Decodes a photo whole, so that a broken one is found before it is in the project. Sizes are as seen upright. */
export async function inspectPhoto(path: string): Promise<Inspection> {
  const size = await readableSize(path);
  if (size === null) return { ...problem, reason: 'unreadable', detail: `${basename(path)} cannot be read.` };
  if (size === 0) return { ...problem, reason: 'empty', detail: 'The file is empty.' };
  if (size > largestFile) return { ...problem, reason: 'too-large', detail: `${Math.round(size / 1e6)} MB` };
  try {
    const { exif } = await openPhoto(path).metadata();
    await openPhoto(path).resize(32, 32, { fit: 'fill' }).raw().toBuffer();
    return { ...(await sizeOf(path)), takenAt: takenAt(exif) };
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    return { ...problem, reason: reasonOf(detail), detail };
  }
}

/** Bytes of a file that may be read; `null` for anything else. */
async function readableSize(path: string): Promise<number | null> {
  try {
    await access(path, constants.R_OK);
    const info = await stat(path);
    return info.isFile() ? info.size : null;
  } catch {
    return null;
  }
}

function reasonOf(detail: string): Reason {
  if (/unsupported image format|no codec|heif: .*unsupported/i.test(detail)) return 'unsupported';
  if (/pixel limit/i.test(detail)) return 'too-large';
  return 'broken';
}
