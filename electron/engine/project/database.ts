import Sqlite from 'libsql';
import { type Driver, Kysely, SqliteDialect } from 'kysely';
import { type ErrorCode, StudioError } from '@shared/errors';
import { codeOf } from '@shared/rpc';
import { migrations, type Schema } from './schema';

export type Database = Kysely<Schema>;

/**
 * Opens ramune.db, made or migrated as needed.
 * @throws StudioError `project-newer` for a database of a newer studio, `project-damaged`, `read-only`, `disk-full`,
 * `drive-gone`, `locked`
 */
export function openDatabase(path: string): Database {
  const sqlite = connect(path);
  try {
    sqlite.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    assertWhole(sqlite);
    migrate(sqlite);
    sqlite.exec('PRAGMA foreign_keys = ON');
  } catch (error) {
    sqlite.close();
    throw readable(error);
  }
  return new Kysely<Schema>({ dialect: new Dialect({ database: sqlite }) });
}

/** On a full disk SQLite rolls back by itself, and the rollback that kysely then asks for would hide the reason. */
class Dialect extends SqliteDialect {
  override createDriver(): Driver {
    const driver = super.createDriver();
    const rollback = driver.rollbackTransaction.bind(driver);
    driver.rollbackTransaction = (connection) =>
      rollback(connection).catch((error: Error) => {
        if (!error.message.includes('no transaction is active')) throw error;
      });
    return driver;
  }
}

function connect(path: string): Sqlite.Database {
  try {
    return new Sqlite(path);
  } catch (error) {
    throw new StudioError('read-only', 'The project’s database ramune.db cannot be opened.', String(error));
  }
}

/** Damage shows now, not in the middle of the work. 0.1 s for 50,000 photos. */
function assertWhole(sqlite: Sqlite.Database): void {
  const { quick_check: found } = sqlite.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (found !== 'ok') throw damaged(found);
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

/** What this database's errors mean to who opens the project. */
function readable(error: unknown): unknown {
  if (error instanceof StudioError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (isDamage(error)) return damaged(detail);
  const told = messages[codeOf(error)];
  return told ? new StudioError(codeOf(error), told, detail) : error;
}

const messages: Partial<Record<ErrorCode, string>> = {
  'read-only': 'This project’s folder cannot be written to.',
  'disk-full': 'The disk is full.',
  'drive-gone': 'The drive with this project does not answer.',
  locked: 'Another program is using this project’s database.',
};

export const damaged = (detail: string): StudioError =>
  new StudioError('project-damaged', 'The project’s database ramune.db is damaged.', detail);

export const isDamage = (error: unknown): boolean => codeOf(error) === 'project-damaged';
