import { deflateSync } from 'node:zlib';
import sharp, { type Create } from 'sharp';

/** What an import should make of a file: taken in, or refused for one of these reasons. */
export interface HostileFile {
  name: string;
  bytes: Buffer;
  expected: 'imported' | 'refused' | readonly string[];
}

const plain = (width = 40, height = 30, background = '#a52') =>
  sharp({ create: { width, height, channels: 3, background } });

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
};

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

/** A PNG of any declared size; `rows` of zeros are all there is. */
function png(width: number, height: number, rows: number, depth = 1): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, 0, 0, 0, 0], 8);
  const row = Math.ceil((width * depth) / 8) + 1;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(row * rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An animated GIF or WebP of three frames. */
const animated = (kind: 'gif' | 'webp') =>
  sharp({
    create: { width: 20, height: 60, channels: 3, background: '#37c', pageHeight: 20 } as Create,
  })
    .toFormat(kind)
    .toBuffer();

/** Forty kinds of files that are broken, hostile or only odd; `distinct` ones, since a copy is no new photo. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const jpeg = await plain(200, 150).jpeg().toBuffer();
  const good = (n: number) =>
    plain(40 + n, 30)
      .jpeg()
      .toBuffer();
  const asPng = await plain(60, 60).png().toBuffer();
  const webp = await plain(61, 60).webp().toBuffer();
  const avif = await plain(64, 64).avif({ effort: 0 }).toBuffer();
  const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251));
  const flipped = (from: Buffer, at: number) =>
    Buffer.concat([from.subarray(0, at), noise.subarray(0, 40), from.subarray(at + 40)]);
  const of = (name: string, bytes: Buffer, expected: HostileFile['expected']): HostileFile => ({
    name,
    bytes,
    expected,
  });
  const svg = (inner: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inner}</svg>`);
  return [
    of('half.jpg', jpeg.subarray(0, jpeg.length >> 1), ['broken']),
    of('head only.jpg', jpeg.subarray(0, 20), 'refused'),
    of('half.png', asPng.subarray(0, asPng.length - 30), ['broken']),
    of('half.webp', webp.subarray(0, webp.length >> 1), 'refused'),
    of('half.avif', avif.subarray(0, avif.length >> 1), 'refused'),
    of('flipped.png', flipped(asPng, 45), 'refused'),
    of('flipped header.jpg', flipped(jpeg, 2), 'refused'),
    of('zero.jpg', Buffer.alloc(0), ['empty']),
    of('one byte.jpg', Buffer.from([0xff]), 'refused'),
    of('zeros.jpg', Buffer.alloc(4096), ['unsupported']),
    of('noise.jpg', noise, ['unsupported']),
    of('text.jpg', Buffer.from('not a photo at all'), ['unsupported']),
    of('page.jpg', Buffer.from('<!doctype html><p>404</p>'), 'refused'),
    of('program.png', Buffer.from('MZ\x90\x00\x03\x00\x00', 'latin1'), ['unsupported']),
    of('archive.webp', Buffer.from('PK\x03\x04rest of a zip', 'latin1'), ['unsupported']),
    of('document.tiff', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj'), 'refused'),
    of('bitmap.bmp', Buffer.from('BM' + '\0'.repeat(60), 'latin1'), ['unsupported']),
    of('bomb.png', png(60_000, 60_000, 2000), ['too-large']),
    of('wide bomb.png', png(2_000_000_000, 1, 0), 'refused'),
    of('no rows.png', png(500, 500, 0), ['broken']),
    of('no size.png', png(0, 0, 0), 'refused'),
    of('entity bomb.jpg', svg('<!DOCTYPE x [<!ENTITY a "aaaa">]>&a;&a;'), 'refused'),
    of('reads files.jpg', svg('<image href="file:///etc/hostname" width="9" height="9"/>'), 'refused'),
    of('30000 wide.jpg', await plain(30_000, 40).jpeg().toBuffer(), 'imported'),
    of('30000 high.png', await plain(20, 30_000).png().toBuffer(), 'imported'),
    of('one pixel.png', await plain(1, 1).png().toBuffer(), 'imported'),
    of('cmyk.jpg', await plain(50, 50).toColourspace('cmyk').jpeg().toBuffer(), 'imported'),
    of('16 bit.png', await plain(51, 50).toColourspace('rgb16').png().toBuffer(), 'imported'),
    of('grey.jpg', await plain(52, 50).greyscale().jpeg().toBuffer(), 'imported'),
    of('one bit.png', png(64, 64, 64), 'imported'),
    of(
      'float.tiff',
      await plain(53, 50).toColourspace('scrgb').tiff({ compression: 'none' }).toBuffer(),
      'imported',
    ),
    of('transparent.png', await plain(54, 50).ensureAlpha(0.1).png().toBuffer(), 'imported'),
    of('animated.gif', await animated('gif'), 'imported'),
    of('animated.webp', await animated('webp'), 'imported'),
    of('png in truth.jpg', await plain(55, 50).png().toBuffer(), 'imported'),
    of('webp in truth.png', await plain(56, 50).webp().toBuffer(), 'imported'),
    of('turned.jpg', await plain(57, 50).jpeg().withMetadata({ orientation: 8 }).toBuffer(), 'imported'),
    of('trailing rubbish.jpg', Buffer.concat([await good(30), noise]), 'imported'),
    of('写真 🍶 ñ (1).JPG', await good(31), 'imported'),
    of(`${'very long '.repeat(20)}.jpg`, await good(32), 'imported'),
    of("quote's; DROP TABLE photos;--.jpg", await good(33), 'imported'),
    of('-rf %s $(x) `y`.jpg', await good(34), 'imported'),
    of(' leading and trailing .jpg', await good(35), 'imported'),
    of('new\nline.jpg', await good(36), 'imported'),
  ];
}
