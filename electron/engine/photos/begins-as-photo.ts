/** How files of the kinds that are read begin: `at` is where, in bytes. */
const beginnings: readonly { at: number; text: string }[] = [
  { at: 0, text: '\xff\xd8\xff' }, // JPEG
  { at: 0, text: '\x89PNG\r\n\x1a\n' },
  { at: 0, text: 'GIF8' },
  { at: 8, text: 'WEBP' },
  { at: 0, text: 'II*\0' }, // TIFF, the lower byte first
  { at: 0, text: 'MM\0*' }, // TIFF, the higher byte first
  { at: 4, text: 'ftyp' }, // HEIC and AVIF
];

/**
 * Whether bytes begin as a photo does. Drawings and documents are no photos, and no decoder is to see them: a small drawing
 * may keep one busy for long.
 */
export function beginsAsPhoto(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return beginnings.some(({ at, text }) => start.startsWith(text, at));
}
