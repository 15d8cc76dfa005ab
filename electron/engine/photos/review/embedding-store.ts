import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { embeddingSize } from '../../network/unit';
import { letGoOfFiles } from '../../project/let-go';

const ending = '.db';
const readAtOnce = 1000;

/** Embeddings that a model has made, in a file of its own in the cache: by whatever names a photo and what is seen of it. */
export class EmbeddingStore {
  private constructor(private readonly sqlite: Sqlite.Database) {}

  /** Opens the store of a model in `folder`. One that is damaged is begun anew. */
  static async open(folder: string, model: string): Promise<EmbeddingStore> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, model + ending);
    try {
      return new EmbeddingStore(connect(path));
    } catch {
      await removeStore(folder, model + ending);
      return new EmbeddingStore(connect(path));
    }
  }

  /** Those that were made before, in the order of `keys`; `null` for the others. */
  read(keys: readonly string[]): (Float32Array | null)[] {
    const select = this.sqlite.prepare(
      `SELECT key, embedding FROM embeddings
       WHERE key IN (SELECT value FROM json_each(?)) AND length(embedding) = ${embeddingSize * 4}`,
    );
    const found = new Map<string, Float32Array>();
    for (let start = 0; start < keys.length; start += readAtOnce) {
      const wanted = JSON.stringify(keys.slice(start, start + readAtOnce));
      const rows = select.all(wanted) as { key: string; embedding: Uint8Array }[];
      // A copy, because the bytes need not begin at a multiple of four.
      for (const { key, embedding } of rows)
        found.set(key, new Float32Array(new Uint8Array(embedding).buffer));
    }
    return keys.map((key) => found.get(key) ?? null);
  }

  write(made: readonly { key: string; embedding: Float32Array }[]): void {
    const insert = this.sqlite.prepare('INSERT OR REPLACE INTO embeddings (key, embedding) VALUES (?, ?)');
    this.sqlite.transaction(() => {
      for (const { key, embedding: e } of made)
        insert.run(key, Buffer.from(e.buffer, e.byteOffset, e.byteLength));
    })();
  }

  /** Keeps the `most` that were written last. */
  bound(most: number): void {
    this.sqlite.prepare('DELETE FROM embeddings WHERE id <= (SELECT max(id) FROM embeddings) - ?').run(most);
  }

  close(): void {
    this.sqlite.close();
    letGoOfFiles();
  }
}

/** Takes away what other models than these have made. */
export async function forgetEmbeddings(folder: string, models: readonly string[]): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const kept = models.map((model) => model + ending);
  const others = names.filter((name) => name.endsWith(ending) && !kept.includes(name));
  await Promise.all(others.map((name) => removeStore(folder, name)));
}

const removeStore = (folder: string, name: string) =>
  Promise.all(['', '-journal'].map((rest) => rm(join(folder, name + rest), { force: true })));

function connect(path: string): Sqlite.Database {
  const sqlite = new Sqlite(path);
  try {
    const { quick_check: found } = sqlite.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (found !== 'ok') throw new Error(found);
    // It is only a cache: what a power cut takes of it is made again.
    sqlite.exec('PRAGMA synchronous = NORMAL');
    sqlite.exec(
      'CREATE TABLE IF NOT EXISTS embeddings (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, embedding BLOB NOT NULL) STRICT',
    );
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
