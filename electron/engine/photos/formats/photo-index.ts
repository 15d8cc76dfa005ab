import { stat } from 'node:fs/promises';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { filesBelow } from '../find-photos';

/** Finds the photos of a dataset by what its files call them, on whatever machine those were written. */
export class PhotoIndex {
  private readonly byStem = new Map<string, string[]>();

  private constructor(
    readonly root: string,
    /** Paths of all photos below the root. */
    readonly paths: readonly string[],
  ) {
    for (const path of paths) {
      const stem = stemOf(keyOf(path));
      this.byStem.set(stem, [...(this.byStem.get(stem) ?? []), path]);
    }
  }

  static async below(root: string): Promise<PhotoIndex> {
    return new PhotoIndex(root, await filesBelow(root));
  }

  /** A path from the root, with forward slashes. */
  within(path: string): string {
    return relative(this.root, path).replaceAll('\\', '/');
  }

  /**
   * The photo that a file at `from` calls `given`: by its path, absolute or from there, or the one photo below the root
   * that agrees with it in more of its last folders than any other. `null` where there is none.
   */
  async find(given: string, from: string): Promise<string | null> {
    const name = given
      .trim()
      .replace(/^file:\/+/i, '/')
      .replaceAll('\\', '/');
    if (!name) return null;
    const exact = resolve(dirname(from), name);
    if (await isFile(exact)) return exact;
    return this.mostAlike(name);
  }

  private mostAlike(name: string): string | null {
    const wanted = keyOf(name).split('/');
    const last = wanted[wanted.length - 1];
    const known = new Set([stemOf(last), last].flatMap((stem) => this.byStem.get(stem) ?? []));
    const ranked = [...known]
      .map((path) => ({ path, agreeing: agreeing(wanted, keyOf(path).split('/')) }))
      .filter(({ agreeing }) => agreeing > 0)
      .sort((a, b) => b.agreeing - a.agreeing);
    if (!ranked.length || ranked[1]?.agreeing === ranked[0].agreeing) return null;
    return ranked[0].path;
  }
}

/** macOS hands names out decomposed, Windows ignores case. */
const keyOf = (path: string) => path.replaceAll('\\', '/').normalize('NFC').toLowerCase();
const stemOf = (key: string) => basename(key, extname(key));

/** How many of the last parts are the same; 0 where not even the names are, whose ending may be left out. */
function agreeing(wanted: readonly string[], there: readonly string[]): number {
  const [name, file] = [wanted[wanted.length - 1], there[there.length - 1]];
  if (name !== file && name !== stemOf(file)) return 0;
  let count = 1;
  while (count < Math.min(wanted.length, there.length) && wanted.at(-1 - count) === there.at(-1 - count))
    count++;
  return count;
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
