import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { StudioError } from '@shared/errors';

/** Keeps two studios from writing one project: a file that names the process that has it open. */

const Owner = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** Sets apart what one process opens twice, and processes that were given the same number. */
  token: z.string(),
  since: z.string(),
});
type Owner = z.infer<typeof Owner>;

/** Tokens of the locks that this process holds or is taking. */
const held = new Set<string>();

/** A lock without an owner is being written, or was when the power went; milliseconds. */
const writingTakes = 5000;
/** What those who found the same stale lock may need to replace it; milliseconds. */
const settling = 100;

export class ProjectLock {
  private constructor(
    private readonly path: string,
    private readonly token: string,
  ) {}

  /**
   * Takes the lock; one left behind by a process of this machine that is gone is taken over.
   * @throws StudioError `locked` unless `takeOver`
   */
  static async take(folder: string, takeOver: boolean): Promise<ProjectLock> {
    const path = join(folder, 'studio.lock');
    const owner = {
      pid: process.pid,
      host: hostname(),
      token: randomUUID(),
      since: new Date().toISOString(),
    };
    const isFree = async () => takeOver || (await isStale(path));
    held.add(owner.token);
    if (await ((await isFree()) ? replace(path, owner, isFree) : make(path, owner)))
      return new ProjectLock(path, owner.token);
    held.delete(owner.token);
    throw lockedBy(await readOwner(path), path);
  }

  /** Gives it back; a lock that another studio has taken over meanwhile is left alone. */
  async release(): Promise<void> {
    held.delete(this.token);
    if ((await readOwner(this.path))?.token === this.token) await rm(this.path, { force: true });
  }
}

/** False where there is one. */
async function make(path: string, owner: Owner): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(owner), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Of several that replace a lock at the same time the last one has it. */
async function replace(path: string, owner: Owner, isFree: () => Promise<boolean>): Promise<boolean> {
  const temporary = `${path}.${owner.token}`;
  await writeFile(temporary, JSON.stringify(owner));
  if (!(await isFree())) {
    await rm(temporary);
    return false;
  }
  await rename(temporary, path);
  await wait(settling);
  return (await readOwner(path))?.token === owner.token;
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return Owner.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

async function isStale(path: string): Promise<boolean> {
  const file = await stat(path).catch(() => null);
  if (!file) return false;
  const owner = await readOwner(path);
  if (!owner) return Date.now() - file.mtimeMs > writingTakes;
  return owner.host === hostname() && !isOpenIn(owner);
}

function isOpenIn({ pid, token }: Owner): boolean {
  return pid === process.pid ? held.has(token) : isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lockedBy(owner: Owner | null, path: string): StudioError {
  const who = owner ? ` (on ${owner.host}, process ${owner.pid}, since ${owner.since})` : '';
  return new StudioError(
    'locked',
    `This project is open in another studio${who}. ` +
      'Close it there first, or take it over if that studio is gone.',
    path,
  );
}
