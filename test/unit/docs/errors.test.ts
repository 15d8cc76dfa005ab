import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '@shared/errors';
import { errorWords } from '../../../renderer/i18n/errors';

const docs = resolve(import.meta.dirname, '../../../docs');

describe.each([
  ['errors.md', errorWords.en],
  ['errors.ja.md', errorWords.ja],
] as const)('docs/%s', (file, words) => {
  it('lists every error that can be shown, in the words of the window', async () => {
    const text = await readFile(resolve(docs, file), 'utf8');
    const rows = [...text.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(([, ...row]) => row);
    const told = errorCodes.filter((code) => code !== 'cancelled');
    expect(rows).toEqual(told.map((code) => [code, words[code].title, words[code].todo]));
  });
});
