import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '@shared/errors';

/** Keeps two studios from writing one project: a file that names the process that has it open. */

const Owner = z.object({ pid: z.number().int(), host: z.string() });
type Owner = z.infer<typeof Owner>;

const me = (): Owner => ({ pid: process.pid, host: hostname() });

export class ProjectLock {
  private constructor(private readonly path: string) {}

  /**
   * Takes the lock; one left behind by a process of this machine that is gone is taken over.
   * @throws StudioError `locked` unless `takeOver`
   */
  static async take(folder: string, takeOver: boolean): Promise<ProjectLock> {
    const path = join(folder, 'studio.lock');
    if (takeOver || (await isStale(path))) await rm(path, { force: true });
    try {
      await writeFile(path, JSON.stringify(me()), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = await readOwner(path);
      throw new StudioError(
        'locked',
        `This project is open in another studio${owner ? ` (on ${owner.host}, process ${owner.pid})` : ''}. ` +
          'Close it there first, or take it over if that studio is gone.',
        path,
      );
    }
    return new ProjectLock(path);
  }

  /** Gives it back; a lock that another studio has taken over meanwhile is left alone. */
  async release(): Promise<void> {
    const owner = await readOwner(this.path);
    if (owner && isMe(owner)) await rm(this.path, { force: true });
  }
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return Owner.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

const isMe = (owner: Owner) => owner.pid === process.pid && owner.host === hostname();

/** A lock is stale when its process, on this machine, no longer runs; one that cannot be read was half written. */
async function isStale(path: string): Promise<boolean> {
  const owner = await readOwner(path);
  if (!owner) return true;
  return owner.host === hostname() && !isRunning(owner.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
