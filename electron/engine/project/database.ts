import Sqlite from 'libsql';
import { Kysely, SqliteDialect } from 'kysely';
import { StudioError } from '@shared/errors';
import { migrations, type Schema } from './schema';

export type Database = Kysely<Schema>;

/**
 * Opens ramune.db, made or migrated as needed.
 * @throws StudioError `project-newer` for a database of a newer studio, `not-a-project` for a damaged one
 */
export function openDatabase(path: string): Database {
  const sqlite = connect(path);
  try {
    sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
    migrate(sqlite);
    sqlite.exec('PRAGMA foreign_keys = ON');
  } catch (error) {
    sqlite.close();
    throw readable(error);
  }
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
}

function connect(path: string): Sqlite.Database {
  try {
    return new Sqlite(path);
  } catch (error) {
    throw readable(error);
  }
}

function migrate(sqlite: Sqlite.Database): void {
  const version = Number(
    (sqlite.prepare('PRAGMA user_version').get() as { user_version: number }).user_version,
  );
  if (version > migrations.length)
    throw new StudioError(
      'project-newer',
      'This project was last opened with a newer Ramune Studio. Update the studio to open it.',
      `schema ${version}, known ${migrations.length}`,
    );
  for (let next = version; next < migrations.length; next++) {
    const statements = migrations[next].join(';\n');
    sqlite.exec(`BEGIN IMMEDIATE;\n${statements};\nPRAGMA user_version = ${next + 1};\nCOMMIT;`);
  }
}

function readable(error: unknown): unknown {
  if (error instanceof StudioError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (/readonly/i.test(detail))
    return new StudioError('read-only', 'This project cannot be written to.', detail);
  if (/full/i.test(detail)) return new StudioError('disk-full', 'The disk is full.', detail);
  if (/locked|busy/i.test(detail))
    return new StudioError('locked', 'Another program is using this project’s database.', detail);
  return new StudioError('not-a-project', 'The project’s database ramune.db is damaged.', detail);
}
