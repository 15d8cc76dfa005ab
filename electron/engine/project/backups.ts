import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fillAtomic, isLeftover } from './atomic-file';
import { copyDatabase } from './copy-database';
import { openDatabase } from './database';
import { letGoOfFiles } from './let-go';
import type { ProjectPaths } from './paths';

/** Backups of ramune.db: the latest few, numbered, since a clock may jump; `<number>-<when>.db` in `backups`. */

const kept = 8;
const atMostEvery = 10 * 60_000; // milliseconds
const form = /^(\d{6})-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)\.db$/;

/** What a damaged database was replaced with. */
export interface Restored {
  /** When the backup was made, ISO 8601. */
  from: string;
  /** The folder that the damaged files were put into. */
  aside: string;
}

interface Backup {
  path: string;
  number: number;
  /** ISO 8601. */
  made: string;
}

/** Makes a backup if the database has changed since the last one and that one is not quite new; one at a time. */
export async function backUp(paths: ProjectPaths, now = new Date()): Promise<void> {
  const backups = await listBackups(paths);
  const [last] = backups;
  const changed = await lastChange(paths.database);
  if (last && !(await isDue(last, changed, now))) return;
  await removeLeftovers(paths);
  const number = String((last?.number ?? 0) + 1).padStart(6, '0');
  const path = join(paths.backups, `${number}-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.db`);
  await fillAtomic(path, (temporary) => copyDatabase(paths.database, temporary));
  await utimes(path, changed, changed);
  await Promise.all(backups.slice(kept - 1).map((old) => rm(old.path, { force: true })));
}

/**
 * Puts the newest good backup in the place of a damaged database, which is kept aside; `null` where there is none. A crash
 * in the middle leaves no database, and the next try begins anew.
 */
export async function restore(paths: ProjectPaths, now = new Date()): Promise<Restored | null> {
  const good = await newestGood(paths);
  if (!good) return null;
  const aside = join(paths.backups, `damaged-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`);
  await mkdir(aside, { recursive: true });
  letGoOfFiles();
  for (const ending of ['-wal', '-shm', ''])
    await rename(paths.database + ending, join(aside, basename(paths.database) + ending)).catch(ifThere);
  await fillAtomic(paths.database, (temporary) => copyFile(good.path, temporary));
  return { from: good.made, aside };
}

/** Newest first; none where there is no such folder. */
export async function listBackups({ backups }: Pick<ProjectPaths, 'backups'>): Promise<Backup[]> {
  const names = await readdir(backups).catch(() => []);
  const found = names.flatMap((name) => {
    const [, number, when] = form.exec(name) ?? [];
    if (!number) return [];
    const made = `${when.slice(0, 11)}${when.slice(11).replaceAll('-', ':')}Z`;
    return [{ path: join(backups, name), number: Number(number), made }];
  });
  return found.sort((a, b) => b.number - a.number);
}

/** What a crash left half-way. */
async function removeLeftovers({ backups }: ProjectPaths): Promise<void> {
  const names = await readdir(backups).catch(() => []);
  await Promise.all(names.filter(isLeftover).map((name) => rm(join(backups, name), { force: true })));
}

async function isDue(last: Backup, changed: Date, now: Date): Promise<boolean> {
  const { mtimeMs } = await stat(last.path);
  const age = Math.abs(now.getTime() - Date.parse(last.made));
  return age >= atMostEvery && Math.abs(mtimeMs - changed.getTime()) > 1;
}

/** When the database was last written; an empty log is made anew whenever it is opened. */
async function lastChange(database: string): Promise<Date> {
  const files = await Promise.all([database, `${database}-wal`].map((path) => stat(path).catch(() => null)));
  return new Date(Math.max(...files.map((file) => (file?.size ? file.mtimeMs : 0))));
}

/** One that opens, tried on a copy, since opening changes it. */
async function newestGood(paths: ProjectPaths): Promise<Backup | null> {
  for (const backup of await listBackups(paths)) {
    const copy = join(paths.cache, 'backup-on-trial.db');
    await mkdir(paths.cache, { recursive: true });
    try {
      await copyFile(backup.path, copy);
      if (!(await stat(copy)).size) continue; // it would open as a new one
      await openDatabase(copy).destroy();
      return backup;
    } catch {
      continue;
    } finally {
      await Promise.all(['', '-wal', '-shm'].map((ending) => rm(copy + ending, { force: true })));
    }
  }
  return null;
}

function ifThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
