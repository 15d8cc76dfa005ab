const tags = { exif: 0x8769, taken: 0x9003, fraction: 0x9291 };
const longest = 40; // bytes of a text

/**
 * When a camera says a photo was taken, in its local time: ISO 8601 without a zone, to the millisecond where it is that
 * exact. `null` where the EXIF block (CIPA DC-008; a TIFF file after `Exif` and two zeros) does not say or is damaged.
 */
export function takenAt(exif: Buffer | undefined): string | null {
  if (!exif) return null;
  try {
    const tiff = exif.subarray(0, 4).toString('latin1') === 'Exif' ? exif.subarray(6) : exif;
    const read = new Tiff(tiff);
    const folder = read.number(read.firstFolder(), tags.exif);
    if (folder === null) return null;
    const time = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(read.text(folder, tags.taken) ?? '');
    if (!time) return null;
    const [, year, month, day, clock] = time;
    const fraction = /^\d+/.exec(read.text(folder, tags.fraction) ?? '')?.[0].slice(0, 3);
    const at = `${year}-${month}-${day}T${clock}${fraction ? `.${fraction.padEnd(3, '0')}` : ''}`;
    return Number.isNaN(Date.parse(`${at}Z`)) ? null : at;
  } catch {
    // An offset outside the block.
    return null;
  }
}

/** The folders of tags in a TIFF file. Throws RangeError for what lies outside it. */
class Tiff {
  private readonly little: boolean;

  constructor(private readonly bytes: Buffer) {
    this.little = bytes.subarray(0, 2).toString('latin1') === 'II';
  }

  firstFolder(): number {
    return this.uint32(4);
  }

  number(folder: number, tag: number): number | null {
    const entry = this.entry(folder, tag);
    return entry === null ? null : this.uint32(entry + 8);
  }

  text(folder: number, tag: number): string | null {
    const entry = this.entry(folder, tag);
    if (entry === null) return null;
    const length = Math.min(this.uint32(entry + 4), longest);
    const at = length <= 4 ? entry + 8 : this.uint32(entry + 8);
    return this.bytes
      .subarray(at, at + length)
      .toString('latin1')
      .replace(/\0.*$/s, '');
  }

  private entry(folder: number, tag: number): number | null {
    const count = this.uint16(folder);
    for (let i = 0; i < count; i++) {
      const at = folder + 2 + i * 12;
      if (this.uint16(at) === tag) return at;
    }
    return null;
  }

  private uint16(at: number): number {
    return this.little ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }

  private uint32(at: number): number {
    return this.little ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }
}
