import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Sqlite from 'libsql';
import type { z } from 'zod';
import type { Box } from '@shared/box';
import { letGoOfFiles } from '../project/let-go';
import type { Job } from '../jobs';
import { parseJson } from '../parse-json';
import type { OpenProject } from '../project/open-project';

const ending = '.db';
const readAtOnce = 1000;
/** So many more than there are photos are kept, for crops that are undone. */
const spare = 2;

/** A photo's content and what is seen of it. */
export interface Seen {
  id: string;
  box: Box | null;
}

/**
 * What was made of photos before, in a SQLite file that may be deleted: by a photo's content and box. Where it cannot be
 * read or written to, as on a full disk, it is done without.
 */
export class PhotoCache {
  private constructor(private readonly sqlite: Sqlite.Database | null) {}

  /** One that is damaged is begun anew. */
  static async open(path: string): Promise<PhotoCache> {
    try {
      await mkdir(dirname(path), { recursive: true });
      return new PhotoCache(await connectAnew(path));
    } catch {
      return new PhotoCache(null);
    }
  }

  /** What is known of photos, in their order; `null` for the others. */
  read(photos: readonly Seen[]): (Uint8Array | null)[] {
    const found = new Map<string, Uint8Array>();
    const keys = photos.map(keyOf);
    this.try((sqlite) => {
      const select = sqlite.prepare(
        'SELECT key, value FROM kept WHERE key IN (SELECT value FROM json_each(?))',
      );
      for (let start = 0; start < keys.length; start += readAtOnce) {
        const rows = select.all(JSON.stringify(keys.slice(start, start + readAtOnce)));
        for (const { key, value } of rows as { key: string; value: ArrayBuffer }[])
          found.set(key, new Uint8Array(value));
      }
    });
    return keys.map((key) => found.get(key) ?? null);
  }

  write(made: readonly { photo: Seen; value: Uint8Array }[]): void {
    this.try((sqlite) => {
      const insert = sqlite.prepare('INSERT OR REPLACE INTO kept (key, value) VALUES (?, ?)');
      sqlite.transaction(() => {
        for (const { photo, value } of made) insert.run(keyOf(photo), value);
      })();
    });
  }

  /** Keeps the `most` that were written last. */
  bound(most: number): void {
    this.try((sqlite) =>
      sqlite.prepare('DELETE FROM kept WHERE id <= (SELECT max(id) FROM kept) - ?').run(most),
    );
  }

  close(): void {
    this.sqlite?.close();
    letGoOfFiles();
  }

  private try(work: (sqlite: Sqlite.Database) => void): void {
    try {
      if (this.sqlite) work(this.sqlite);
    } catch {
      // What it would have told is made again.
    }
  }
}

/** How something is made of photos and how it is kept. */
export interface Making<P, T> {
  /** The cache's file. */
  path: string;
  /** So many photos are made something of at once. */
  atOnce: number;
  /** What is made of each, in their order; `null` of one that cannot be read. */
  make(photos: readonly P[]): Promise<(T | null)[]>;
  /** Whether what was made is still what the file is named by; always where it is absent. Else it is not kept. */
  isCurrent?(): boolean;
  toBytes(value: T): Uint8Array;
  /** `null` where they are not what `toBytes` makes. */
  fromBytes(bytes: Uint8Array): T | null;
}

/** A value as it is kept where it is JSON. */
export const toJson = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** Reads such values; `null` for bytes that are none of this kind. */
export const fromJson =
  <T>(kind: z.ZodType<T>) =>
  (bytes: Uint8Array): T | null =>
    kind.safeParse(parseJson(Buffer.from(bytes).toString())).data ?? null;

/**
 * What is made of a project's photos, in their order. What was made before is read from the cache, and what is made is kept
 * even when the rest is cancelled. Throws `cancelled`.
 */
export async function makeOnce<P extends Seen, T>(
  project: OpenProject,
  photos: readonly P[],
  job: Job,
  { path, atOnce, make, isCurrent = () => true, toBytes, fromBytes }: Making<P, T>,
): Promise<(T | null)[]> {
  const cache = await PhotoCache.open(path);
  try {
    const out = cache.read(photos).map((bytes) => bytes && fromBytes(bytes));
    const missing = [...photos.keys()].filter((i) => !out[i]);
    for (let start = 0; start < missing.length; start += atOnce) {
      job.throwIfCancelled();
      const group = missing.slice(start, start + atOnce);
      const made = await make(group.map((i) => photos[i]));
      group.forEach((i, k) => (out[i] = made[k]));
      const read = made.flatMap((value, k) =>
        value === null ? [] : [{ photo: photos[group[k]], value: toBytes(value) }],
      );
      if (isCurrent()) cache.write(read);
      job.report(start + group.length, missing.length);
    }
    job.report(photos.length, photos.length); // also where nothing was missing
    cache.bound(await mostKept(project));
    return out;
  } finally {
    cache.close();
  }
}

/** How much of a project's photos is kept. Those that were taken out count, since they may come back. */
async function mostKept({ db }: OpenProject): Promise<number> {
  const count = db.selectFrom('photos').select((select) => select.fn.countAll<number>().as('count'));
  return spare * (await count.executeTakeFirstOrThrow()).count;
}

/** Takes away all caches of a folder but those of these names. */
export async function forgetCaches(folder: string, except: readonly string[]): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const kept = except.map((name) => name + ending);
  const others = names.filter((name) => name.endsWith(ending) && !kept.includes(name));
  await Promise.all(others.map((name) => removeCache(join(folder, name))));
}

const keyOf = ({ id, box }: Seen): string => JSON.stringify([id, box]);

const removeCache = (path: string) =>
  Promise.all(['', '-journal'].map((rest) => rm(path + rest, { force: true })));

async function connectAnew(path: string): Promise<Sqlite.Database> {
  try {
    return connect(path);
  } catch {
    await removeCache(path);
    return connect(path);
  }
}

function connect(path: string): Sqlite.Database {
  const sqlite = new Sqlite(path);
  try {
    const { quick_check: found } = sqlite.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (found !== 'ok') throw new Error(found);
    // It is only a cache: what a power cut takes of it is made again.
    sqlite.exec('PRAGMA synchronous = NORMAL');
    sqlite.exec(
      'CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value BLOB NOT NULL) STRICT',
    );
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
