import { StudioError } from '@shared/errors';

/**
 * A name as it is kept: without spaces around it, composed (macOS hands out file names decomposed, so that the same
 * Japanese word would be two). Throws `bad-request` where nothing is left.
 */
export function cleanName(name: string): string {
  const clean = tidy(name);
  if (!clean) throw new StudioError('bad-request', 'A name is needed.');
  return clean;
}

/** The same for a folder's name; `null` where nothing is left. */
export const nameOfFolder = (name: string): string | null => tidy(name) || null;

const tidy = (name: string) => name.normalize('NFC').trim();

/** As the database compares names. */
export const foldName = (name: string): string => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
