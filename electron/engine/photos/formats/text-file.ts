import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StudioError } from '@shared/errors';
import { decodeText } from '../../products/csv/decode-text';
import { allBelow } from '../find-photos';

/** The text of a file, whatever its encoding and line ends. Throws `not-found`, `bad-request`. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new StudioError('not-found', `The file ${basename(path)} cannot be read.`, String(error));
  });
  return decodeText(bytes)
    .text.replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
}

/** The file itself, or all of a folder and its folders with one of these endings. Throws `not-found`. */
export async function filesOf(path: string, endings: readonly string[]): Promise<string[]> {
  const info = await stat(path).catch(() => null);
  if (!info) throw new StudioError('not-found', `${basename(path)} is not there.`, path);
  return info.isDirectory() ? allBelow(path, endings) : [path];
}

/** Tells the line, from 1, of places in a text. */
export function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** The folder a dataset is in, by its file: annotations are often in a folder beside the photos'. */
export const rootOf = (path: string): string => {
  const folder = join(path, '..');
  return /^(annotations?|labels?)$/i.test(basename(folder)) ? join(folder, '..') : folder;
};
