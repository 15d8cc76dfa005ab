import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@shared/errors';

/** What the studio itself reads, writes and deletes in a project. */
const own = ['ramune.db', 'ramune.db-wal', 'ramune.db-shm', 'photos', 'runs', 'models', 'cache', 'backups'];

/**
 * A project may come from anybody; a link in it could make the studio show, copy or delete what is elsewhere on this
 * machine. Throws `project-links` where there is one.
 */
export async function refuseLinks(folder: string): Promise<void> {
  await Promise.all(own.map((name) => refuseLinksAt(join(folder, name))));
}

async function refuseLinksAt(path: string): Promise<void> {
  const info = await lstat(path).catch(() => null);
  if (info?.isSymbolicLink()) throw hasLink(path);
  if (info?.isDirectory()) await refuseLinksIn(path);
}

async function refuseLinksIn(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) throw hasLink(path);
    if (entry.isDirectory()) await refuseLinksIn(path);
  }
}

const hasLink = (path: string) =>
  new StudioError('project-links', 'This project has a link in it that leads somewhere else.', path);
