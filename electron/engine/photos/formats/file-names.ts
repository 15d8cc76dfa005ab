import { extname } from 'node:path';
import { isPhotoName } from '../find-photos';

/** Names that Windows keeps for its devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const longest = 100; // characters, well within what file systems allow in bytes

/** A name that every file system takes. */
export function safeName(name: string): string {
  const plain = name.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').replace(/^[. ]+|[. ]+$/g, '_');
  const short = [...plain].slice(0, longest).join('');
  return reserved.test(short) || !short ? `${short}_` : short;
}

/** Gives each photo a file of its own in its folder; without its ending, too, it is the only one of its name. */
export class FileNames {
  private readonly taken = new Set<string>();

  /** The photo's path from the root. */
  place(folder: string, { name, extension }: { name: string; extension: string }): string {
    const stem = safeName(name.slice(0, name.length - extname(name).length));
    for (let n = 1; ; n++) {
      const own = n === 1 ? stem : `${stem}-${n}`;
      const path = `${folder}/${own}`;
      const key = path.normalize('NFC').toLowerCase();
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      // Photos are found by their ending; what they are is in their bytes.
      return path + (isPhotoName(`x${extension}`) ? extension : '.jpg');
    }
  }
}
