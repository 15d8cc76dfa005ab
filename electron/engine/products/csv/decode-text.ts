import { StudioError } from '@shared/errors';

const encodings = ['utf-8', 'shift_jis'];

/**
 * The text of a file that a spreadsheet wrote: UTF-8, with or without a byte order mark, UTF-16 with one (Excel's
 * “Unicode text”), or Shift_JIS with the characters of Windows. Throws `bad-request` for anything else.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe;
  for (const encoding of marked ? ['utf-16le'] : encodings)
    try {
      return decode(bytes, encoding);
    } catch {
      // It is written in another one.
    }
  throw new StudioError('bad-request', 'The file is neither UTF-8, UTF-16 nor Shift_JIS text.');
}

const decode = (bytes: Uint8Array, encoding: string) => ({
  text: new TextDecoder(encoding, { fatal: true }).decode(bytes),
  encoding,
});
