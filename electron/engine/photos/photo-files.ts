import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, copyFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { StudioError } from '@shared/errors';
import { fillAtomic, isLeftover, writeAtomic } from '../project/atomic-file';

const keptQueries = 500;

/** A SHA-256 and an ending, or none; earlier studios kept any. */
const photoName = /^[0-9a-f]{64}(\.[\p{L}\p{N}]{1,16})?$/u;

/** What a new photo's file may end in; a shared registry takes no other. */
export const photoEnding = /^(\.[a-z0-9]{1,8})?$/;

/** A file's ending with its dot, in lower case; none where it is no ending that a photo's has, as in “Tea 1.5 litres”. */
export function endingOf(path: string): string {
  const ending = extname(path).toLowerCase();
  return photoEnding.test(ending) ? ending : '';
}

/** A photo's bytes: `id` is their SHA-256, `extension` the original's, with its dot, in lower case. */
export interface StoredPhoto {
  id: string;
  extension: string;
}

/** Where a project's originals are: named by their content, never changed, so a copy is the same file. */
export class PhotoFiles {
  constructor(
    private readonly folder: string,
    private readonly queries: string,
  ) {}

  /** Throws `not-found` for what is no name of a photo, since a project may come from anywhere. */
  pathOf({ id, extension }: StoredPhoto): string {
    if (!photoName.test(id + extension))
      throw new StudioError('not-found', 'The project names a photo that cannot be.', id + extension);
    return join(this.folder, id.slice(0, 2), id + extension);
  }

  /**
   * Copies a file in unless it is there. `id` is its hash, where the caller knows it.
   * @throws StudioError `not-found` where it cannot be read, `photo-broken` where it changes meanwhile
   */
  async add(path: string, id?: string): Promise<StoredPhoto> {
    const photo = { id: id ?? (await hashOfFile(path)), extension: endingOf(path) };
    await copyWhole(path, this.pathOf(photo), photo.id);
    return photo;
  }

  has(photo: StoredPhoto): Promise<boolean> {
    return exists(this.pathOf(photo));
  }

  /** Keeps a photo that came from elsewhere; its bytes have been held against its id. */
  write(photo: StoredPhoto, bytes: Uint8Array): Promise<void> {
    return writeAtomic(this.pathOf(photo), bytes);
  }

  /** Keeps a photo that is only being recognised, for a while, so that it can be shown and taught. */
  async addQuery(path: string): Promise<StoredPhoto & { path: string }> {
    const photo = { id: await hashOfFile(path), extension: endingOf(path) };
    const kept = join(this.queries, photo.id + photo.extension);
    await copyWhole(path, kept, photo.id);
    return { ...photo, path: kept };
  }

  /** The same for a picture that is no file. */
  async addQueryImage(image: Uint8Array, extension: string): Promise<StoredPhoto> {
    const photo = { id: createHash('sha256').update(image).digest('hex'), extension };
    await writeAtomic(join(this.queries, photo.id + extension), image);
    return photo;
  }

  /** The file of a photo that was recognised lately, or `null`. */
  async findQuery(id: string): Promise<string | null> {
    const names = await readdir(this.queries).catch(() => []);
    const name = names.find((one) => basename(one, extname(one)) === id);
    return name ? join(this.queries, name) : null;
  }

  /** Keeps the latest 500 photos that were only recognised. */
  async forgetOldQueries(): Promise<void> {
    const names = await readdir(this.queries).catch(() => []);
    if (names.length <= keptQueries) return;
    const aged = await Promise.all(
      names.map(async (name) => {
        // One that another call takes away meanwhile counts as the oldest.
        const info = await stat(join(this.queries, name)).catch(() => null);
        return { name, time: info?.mtimeMs ?? 0 };
      }),
    );
    const old = aged.sort((a, b) => b.time - a.time).slice(keptQueries);
    await Promise.all(old.map(({ name }) => rm(join(this.queries, name), { force: true })));
  }

  /** Takes away what a crash left half copied. */
  async removeLeftovers(): Promise<void> {
    const folders = (await readdir(this.folder)).map((name) => join(this.folder, name));
    for (const folder of [this.queries, ...folders]) {
      const names = await readdir(folder).catch(() => []);
      await Promise.all(names.filter(isLeftover).map((name) => rm(join(folder, name), { force: true })));
    }
  }
}

/** SHA-256 of a file's bytes, in hex. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    throw new StudioError('not-found', `The file ${basename(path)} cannot be read.`, String(error));
  }
  return hash.digest('hex');
}

/** The copy is there whole or not at all. */
async function copyWhole(from: string, to: string, id: string): Promise<void> {
  if (await exists(to)) return utimes(to, new Date(), new Date());
  await fillAtomic(to, async (temporary) => {
    await copyFile(from, temporary);
    // A copy of a write-protected photo is write-protected too, and could not be flushed to the disk.
    await chmod(temporary, 0o644);
    if ((await hashOfFile(temporary)) !== id)
      throw new StudioError('photo-broken', `The file ${basename(from)} changed while it was copied.`, from);
  });
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
