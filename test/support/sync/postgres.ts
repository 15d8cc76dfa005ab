import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { ensurePrograms } from '../../../build/lib/debian.mjs';

const run = promisify(execFile);
const debian = '/usr/lib/postgresql';

/** Where `initdb` and `pg_ctl` are; installs Debian's package when root, and says so on stderr where that fails. */
export async function findPostgres(): Promise<string | null> {
  if (process.platform === 'win32') return null;
  const found = () =>
    existsSync(debian)
      ? readdirSync(debian)
          .sort((a, b) => Number(b) - Number(a))
          .map((version) => join(debian, version, 'bin'))
          .find((bin) => existsSync(join(bin, 'initdb')))
      : undefined;
  try {
    if (!found()) await ensurePrograms({ initdb: 'postgresql' });
    const bin = found() ?? (await run('sh', ['-c', 'dirname "$(command -v initdb)"'])).stdout.trim();
    if (existsSync(join(bin, 'initdb'))) return bin;
    throw new Error('initdb is not there');
  } catch (error) {
    // eslint-disable-next-line no-console
    console.warn(`Skipped: no PostgreSQL server (${String(error).split('\n')[0]}).`);
    return null;
  }
}

const password = 'p@ss w0rd/ラムネ';

/** A PostgreSQL server of its own in a folder that goes away with it. */
export class PostgresServer {
  private constructor(
    private readonly bin: string,
    private readonly folder: string,
    readonly port: number,
    private readonly identity: { uid?: number; gid?: number },
  ) {}

  static async start(bin: string): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'ramune-postgres-'));
    const identity = unprivileged();
    chmodSync(folder, 0o700);
    if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid!);
    const server = new PostgresServer(bin, folder, await freePort(), identity);
    const word = join(folder, 'password');
    writeFileSync(word, password);
    if (identity.uid !== undefined) chownSync(word, identity.uid, identity.gid!);
    const options = ['-U', 'ramune', `--pwfile=${word}`, '-E', 'UTF8', '--locale=C', '--no-sync'];
    await server.do('initdb', ['-D', server.data, '-A', 'scram-sha-256', ...options]);
    await server.resume();
    return server;
  }

  /** `port`: another way to it, such as a proxy. */
  url(database: string, port = this.port): string {
    return `postgresql://ramune:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  }

  /** A new and empty database; answers its URL. */
  async createDatabase(name: string): Promise<string> {
    await this.query(`CREATE DATABASE ${name}`);
    return this.url(name);
  }

  async query(statement: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.url(database) });
    // A server that is killed ends it, too.
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(statement)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  }

  /** Starts it, or starts it again. Every connection but this machine's own would be refused. */
  async resume(settings: readonly string[] = []): Promise<void> {
    const options = [
      '-p',
      this.port,
      '-h',
      '127.0.0.1',
      '-k',
      this.folder,
      '-c',
      'fsync=off',
      ...settings,
    ].join(' ');
    await this.do('pg_ctl', ['-D', this.data, '-o', options, '-w', '-l', join(this.folder, 'log'), 'start']);
  }

  /** As if the power had failed: nothing is finished. */
  kill(): Promise<unknown> {
    return this.do('pg_ctl', ['-D', this.data, '-m', 'immediate', '-w', 'stop']);
  }

  /** From the next start on it offers TLS, with a certificate for 127.0.0.1; answers the path of its authority's. */
  async offerTls(): Promise<string> {
    const subject = ['-subj', '/CN=ramune test', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const [key, certificate] = [join(this.data, 'server.key'), join(this.data, 'server.crt')];
    await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', key, '-out', certificate]); // prettier-ignore
    for (const path of [key, certificate])
      if (this.identity.uid !== undefined) chownSync(path, this.identity.uid, this.identity.gid!);
    chmodSync(key, 0o600);
    await this.kill();
    await this.resume(['-c', 'ssl=on']);
    return certificate;
  }

  async remove(): Promise<void> {
    await this.kill().catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  private do(program: string, args: string[]): Promise<unknown> {
    return run(join(this.bin, program), args, { ...this.identity, cwd: this.folder });
  }
}

/** PostgreSQL does not run as root. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
