import { type Generated, type Kysely, sql } from 'kysely';
import { StudioError } from '@shared/errors';

/** The tables of the shared registry, in a schema of its own. */
export interface ServerSchema {
  /** One row. `head`: the number of the latest change. */
  'ramune.registry': { id: Generated<string>; version: number; head: number };
  /** All that was ever done, numbered in the order in which it was committed; never changed. */
  'ramune.changes': {
    seq: number;
    id: string;
    entity: 'product' | 'reference';
    uid: string;
    /** JSON. */
    fields: string;
    lost: boolean;
    resolves: string | null;
    author: string;
    made_at: string;
    /** Who wrote it and when, by the server's own account. */
    account: Generated<string>;
    received_at: Generated<Date>;
  };
  /** Originals by the SHA-256 of their bytes. */
  'ramune.photos': { id: string; bytes: Buffer; received_at: Generated<Date> };
}
export type ServerDatabase = Kysely<ServerSchema>;

/** Appended to, never edited: entry i brings a registry from version i to i + 1. */
const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE ramune.registry (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      version integer NOT NULL,
      head bigint NOT NULL DEFAULT 0
    )`,
    `INSERT INTO ramune.registry (version) VALUES (0)`,
    `CREATE TABLE ramune.changes (
      seq bigint PRIMARY KEY,
      id text NOT NULL UNIQUE,
      entity text NOT NULL CHECK (entity IN ('product', 'reference')),
      uid text NOT NULL,
      fields json NOT NULL,
      lost boolean NOT NULL,
      resolves text,
      author text NOT NULL,
      made_at text NOT NULL,
      account text NOT NULL DEFAULT session_user,
      received_at timestamptz NOT NULL DEFAULT now()
    )`,
    `CREATE INDEX changes_by_uid ON ramune.changes (uid)`,
    `CREATE TABLE ramune.photos (
      id text PRIMARY KEY,
      bytes bytea NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now(),
      CHECK (id = encode(sha256(bytes), 'hex'))
    )`,
    // Photos are compressed already.
    `ALTER TABLE ramune.photos ALTER COLUMN bytes SET STORAGE EXTERNAL`,
  ],
];

/**
 * Makes the tables where there are none, or brings them up to date; studios that do so at once wait for one another.
 * Answers the registry's id. Throws `registry-newer`.
 */
export async function migrateServer(db: ServerDatabase): Promise<string> {
  const known = await readRegistry(db);
  if (known?.version === migrations.length) return known.id;
  return db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('ramune registry'))`.execute(tx);
    const version = (await readRegistry(tx))?.version ?? 0;
    if (version > migrations.length)
      throw new StudioError(
        'registry-newer',
        'This registry is used by a newer Ramune Studio. Update the studio to share products.',
        `version ${version}, known ${migrations.length}`,
      );
    if (version === 0) await sql`CREATE SCHEMA IF NOT EXISTS ramune`.execute(tx);
    for (const statement of migrations.slice(version).flat()) await sql.raw(statement).execute(tx);
    await tx.updateTable('ramune.registry').set({ version: migrations.length }).execute();
    return (await readRegistry(tx))!.id;
  });
}

async function readRegistry(db: ServerDatabase): Promise<{ id: string; version: number } | undefined> {
  const { rows } = await sql<{
    there: boolean;
  }>`SELECT to_regclass('ramune.registry') IS NOT NULL AS there`.execute(db);
  if (!rows[0].there) return undefined;
  return db.selectFrom('ramune.registry').select(['id', 'version']).executeTakeFirst();
}
