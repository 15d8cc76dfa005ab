import Sqlite from 'libsql';
import { setImmediate as turn } from 'node:timers/promises';
import { letGoOfFiles } from './let-go';

/** What can be made again from the rest, and is by far the most: photos are described anew. */
const derived = new Set(['product_descriptors']);

/**
 * Copies a database that is open, as it is at one moment, to a new file, and checks the copy; whoever uses the database
 * waits for one table at a time at most. Throws where the copy is not whole.
 * @param what `all`, or the rows of no table that can be made again
 */
export async function copyDatabase(
  from: string,
  to: string,
  what: 'all' | 'originals' = 'originals',
): Promise<void> {
  const copy = new Sqlite(to);
  try {
    copy.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    copy.prepare('ATTACH ? AS live').run(from);
    // Reading in one transaction sees one moment, whatever is written meanwhile.
    copy.exec('BEGIN');
    const objects = copy
      .prepare(
        `SELECT type, name, sql FROM live.sqlite_schema WHERE sql > '' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
      )
      .all() as { type: string; name: string; sql: string }[];
    // Prepared, not executed: a schema that came from elsewhere may hold more than the one statement that is run.
    for (const { name, sql } of objects.filter(({ type }) => type === 'table')) {
      copy.prepare(sql).run();
      const table = `"${name.replaceAll('"', '""')}"`;
      if (what === 'all' || !derived.has(name))
        copy.prepare(`INSERT INTO main.${table} SELECT * FROM live.${table}`).run();
      await turn();
    }
    // Triggers and indexes last, so that copying sets off nothing and each index is made at once.
    for (const { sql } of objects.filter(({ type }) => type !== 'table')) copy.prepare(sql).run();
    const { user_version: version } = copy.prepare('PRAGMA live.user_version').get() as {
      user_version: number;
    };
    copy.exec(`PRAGMA main.user_version = ${Number(version)}; COMMIT; DETACH live`);
    assertWhole(copy);
  } finally {
    copy.close();
    letGoOfFiles();
  }
}

function assertWhole(copy: Sqlite.Database): void {
  const { integrity_check: found } = copy.prepare('PRAGMA integrity_check(1)').get() as Record<
    string,
    string
  >;
  if (found !== 'ok') throw new Error(`The backup is not whole: ${found}`);
}
