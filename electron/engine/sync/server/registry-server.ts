import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { StudioError } from '@shared/errors';
import type { ServerInfo } from '@shared/sync';
import { Change, type NumberedChange } from '../change';
import { parseAddress } from './address';
import { withServer } from './errors';
import { migrateServer, type ServerDatabase, type ServerSchema } from './schema';

/** Rows in one statement; PostgreSQL takes 65,535 values. */
const rowsAtOnce = 2000;
const channel = 'ramune_registry';

const limits = {
  connectionTimeoutMillis: 10_000,
  /** A photo on a slow line takes its time; a line that was cut says nothing at all. */
  query_timeout: 120_000,
  /** A studio that vanishes must not keep others waiting. */
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 30_000,
};

/** The shared registry on a PostgreSQL server. Methods throw `registry-unreachable`, `-refused`, `-tls`, `-newer`. */
export class RegistryServer {
  private listener: pg.PoolClient | null = null;

  private constructor(
    private readonly pool: pg.Pool,
    private readonly sockets: ReadonlySet<Socket>,
    private readonly db: ServerDatabase,
    /** Which registry it is, wherever the server may be. */
    readonly id: string,
  ) {}

  /** Connects and makes or updates the tables, until `signal` is aborted. Throws also `bad-request`, `not-found`. */
  static async connect(url: string, signal?: AbortSignal): Promise<RegistryServer> {
    const sockets = new Set<Socket>();
    const stream = () => {
      const socket = new Socket();
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      return socket;
    };
    const pool = new pg.Pool({ ...limits, ...(await parseAddress(url)), max: 2, types: numbers, stream });
    // A connection that breaks says so to whoever asks next; unheard, it would end the process.
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    const db = new Kysely<ServerSchema>({ dialect: new PostgresDialect({ pool }) });
    const cut = () => {
      void pool.end().catch(() => {});
      for (const socket of sockets) socket.destroy();
    };
    signal?.addEventListener('abort', cut);
    try {
      signal?.throwIfAborted();
      return new RegistryServer(pool, sockets, db, await withServer(() => migrateServer(db)));
    } catch (error) {
      cut();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cut);
    }
  }

  /** What the server is, and how it is reached. */
  describe(): Promise<ServerInfo> {
    return withServer(async () => {
      const { rows } =
        await sql<ServerInfo>`SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
        (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS encrypted,
        (SELECT count(DISTINCT uid) FROM ramune.changes WHERE entity = 'product') AS products`.execute(
          this.db,
        );
      return rows[0];
    });
  }

  /** Whether the registry has this change at this place; it has not after it was put back to an older state. */
  has(seq: number, id: string): Promise<boolean> {
    const found = this.db
      .selectFrom('ramune.changes')
      .select('seq')
      .where('seq', '=', seq)
      .where('id', '=', id);
    return withServer(async () => (await found.executeTakeFirst()) !== undefined);
  }

  /** All changes after this one, in their order. Throws `registry-newer` for what this studio does not know. */
  async pull(after: number): Promise<NumberedChange[]> {
    const query = this.db.selectFrom('ramune.changes').where('seq', '>', after).orderBy('seq');
    const columns = [
      'seq',
      'id',
      'entity',
      'uid',
      'fields',
      'lost',
      'resolves',
      'author',
      'made_at as madeAt',
    ] as const;
    const rows = await withServer(() => query.select(columns).execute());
    return rows.map(({ seq, ...row }) => {
      const change = Change.safeParse(row);
      if (change.success) return { ...change.data, seq } as NumberedChange;
      throw new StudioError(
        'registry-newer',
        'The registry holds what this studio does not know. Update it.',
        `change ${seq}`,
      );
    });
  }

  /** Adds changes after change `head`, all of them or none; `false` where others have added some meanwhile. */
  push(changes: readonly Change[], head: number): Promise<boolean> {
    return withServer(() =>
      this.db.transaction().execute(async (tx) => {
        // Holds the row until the end: whoever has the lower numbers is there first.
        const row = await tx
          .selectFrom('ramune.registry')
          .select('head')
          .forUpdate()
          .executeTakeFirstOrThrow();
        if (row.head !== head) return false;
        const rows = changes.map(({ fields, madeAt, ...same }, i) => ({
          ...same,
          fields: JSON.stringify(fields),
          made_at: madeAt,
          seq: head + i + 1,
        }));
        for (let start = 0; start < rows.length; start += rowsAtOnce)
          await tx
            .insertInto('ramune.changes')
            .values(rows.slice(start, start + rowsAtOnce))
            .execute();
        await tx
          .updateTable('ramune.registry')
          .set({ head: head + rows.length })
          .execute();
        await sql`SELECT pg_notify(${channel}, '')`.execute(tx);
        return true;
      }),
    );
  }

  /** Those of the photos that the server does not have. */
  async lacking(ids: readonly string[]): Promise<string[]> {
    const query = sql<{ id: string }>`SELECT id FROM unnest(${ids}::text[]) AS id
      WHERE NOT EXISTS (SELECT FROM ramune.photos WHERE photos.id = id.id)`;
    return (await withServer(() => query.execute(this.db))).rows.map(({ id }) => id);
  }

  async addPhoto(id: string, bytes: Buffer): Promise<void> {
    const insert = this.db
      .insertInto('ramune.photos')
      .values({ id, bytes })
      .onConflict((one) => one.doNothing());
    await withServer(() => insert.execute());
  }

  /** Throws `not-found`. */
  async readPhoto(id: string): Promise<Buffer> {
    const query = this.db.selectFrom('ramune.photos').select('bytes').where('id', '=', id);
    const row = await withServer(() => query.executeTakeFirst());
    if (!row) throw new StudioError('not-found', 'The registry lacks a registered photo.', id);
    return row.bytes;
  }

  /** Calls `heard` whenever a studio has added changes, and `gone` when it can hear no more. */
  async listen(heard: () => void, gone: () => void): Promise<void> {
    const client = await withServer(() => this.pool.connect());
    client.on('notification', heard);
    client.on('end', gone);
    await withServer(() => client.query(`LISTEN ${channel}`));
    this.listener = client;
  }

  /** What is still under way after a second fails. */
  async close(): Promise<void> {
    this.listener?.release(true);
    this.listener = null;
    await Promise.race([this.pool.end().catch(() => {}), sleep(1000, null, { ref: false })]);
    for (const socket of this.sockets) socket.destroy();
  }
}

/** Changes are numbered in 64 bits, which pg gives as text. */
const numbers = {
  getTypeParser: ((type: number, format: never) =>
    type === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
};
