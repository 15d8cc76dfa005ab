import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenProject } from '../../../electron/engine/project/open-project';

describe('a project folder', () => {
  let root: string;
  let folder: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-project-'));
    folder = join(root, 'shop');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const deadProcess = () => spawnSync(process.execPath, ['-e', '']).pid;
  const leaveLock = (owner: { pid: number; host?: string }) =>
    writeFile(
      join(folder, 'studio.lock'),
      JSON.stringify({ host: hostname(), token: 'left behind', since: new Date().toISOString(), ...owner }),
    );
  // Apart by a turn of the event loop each: one has just taken the lock that another has found stale.
  const openAfter = async (turns: number) => {
    for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
    return OpenProject.open(folder);
  };
  const made = async () => {
    const project = await OpenProject.create(folder, 'Shop');
    await project.settings.set('threshold', 0.8);
    await project.close();
  };

  it('is made, closed and opened again as it was', async () => {
    await made();
    const project = await OpenProject.open(folder);
    expect(await project.describe()).toMatchObject({ name: 'Shop', threshold: 0.8 });
    await project.close();
  });

  it('is rid of the gigabytes of a run that was cut off', async () => {
    await made();
    const left = join(folder, 'cache/training/run');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'pixels.u8'), 'large');
    await (await OpenProject.open(folder)).close();
    expect(await readdir(join(folder, 'cache'))).not.toContain('training');
  });

  it('is only made in an empty folder and only opened where one is', async () => {
    await made();
    await expect(OpenProject.create(folder)).rejects.toMatchObject({ code: 'not-empty' });
    await expect(OpenProject.open(root)).rejects.toMatchObject({ code: 'not-a-project' });
  });

  it('is open in one studio at a time, unless it is taken over', async () => {
    const project = await OpenProject.create(folder);
    await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'locked' });
    const second = await OpenProject.open(folder, true);
    await second.close();
    await project.close();
  });

  it('opens after the studio that had it was killed', async () => {
    await made();
    await leaveLock({ pid: deadProcess() });
    await (await OpenProject.open(folder)).close();
    // The new process may have been given the number of the dead one.
    await leaveLock({ pid: process.pid });
    await (await OpenProject.open(folder)).close();
    await leaveLock({ pid: deadProcess(), host: 'another-machine' });
    await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'locked' });
  });

  it('has one owner when many open it at once, after a crash too', async () => {
    await made();
    for (const leave of [async () => {}, () => leaveLock({ pid: deadProcess() })]) {
      await leave();
      const all = await Promise.allSettled(Array.from({ length: 8 }, (_, turns) => openAfter(turns)));
      const opened = all.filter((one) => one.status === 'fulfilled');
      const refused = all.filter((one) => one.status === 'rejected');
      for (const { reason } of refused) expect(reason).toMatchObject({ code: 'locked' });
      expect(opened).toHaveLength(1);
      await opened[0].value.close();
    }
    expect((await readdir(folder)).filter((name) => name.startsWith('studio.lock'))).toEqual([]);
  });

  it('keeps a lock that is just being written, but not one that the power cut short', async () => {
    await made();
    const lock = join(folder, 'studio.lock');
    await writeFile(lock, '');
    await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'locked' });
    await utimes(lock, new Date(), new Date(Date.now() - 60_000));
    await (await OpenProject.open(folder)).close();
  });

  it('is not unlocked by the studio it was taken over from', async () => {
    const first = await OpenProject.create(folder);
    const second = await OpenProject.open(folder, true);
    await first.close();
    await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'locked' });
    await second.close();
  });

  it('does not open when a newer studio wrote it, and says so', async () => {
    await made();
    const database = new Sqlite(join(folder, 'ramune.db'));
    database.exec('PRAGMA user_version = 999');
    database.close();
    await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'project-newer' });
  });

  it('tells a damaged database from a good one and leaves it alone', async () => {
    await made();
    const path = join(folder, 'ramune.db');
    const whole = await readFile(path);
    const half = whole.subarray(0, whole.length / 2);
    for (const damaged of [Buffer.alloc(20_000, 'not a database '), Buffer.alloc(0), half]) {
      await writeFile(path, damaged);
      for (let i = 0; i < 2; i++)
        await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'project-damaged' });
      expect((await readFile(path)).equals(damaged)).toBe(true);
    }
    await writeFile(path, whole);
    await (await OpenProject.open(folder)).close();
  });

  it('may be made where a desktop has left its own files, but not in place of a file', async () => {
    await mkdir(folder);
    for (const name of ['.DS_Store', 'Thumbs.db']) await writeFile(join(folder, name), '');
    await (await OpenProject.create(folder)).close();
    const file = join(root, 'file');
    await writeFile(file, '');
    await expect(OpenProject.create(file)).rejects.toMatchObject({ code: 'not-empty' });
    await expect(OpenProject.create(join(file, 'inside'))).rejects.toMatchObject({ code: 'not-empty' });
  });

  it('is neither made nor opened where nothing may be written', async () => {
    await made();
    await chmod(root, 0o555);
    await chmod(folder, 0o555);
    const user = process.geteuid?.();
    if (user === 0) process.seteuid?.(65_534); // root may write anywhere
    try {
      await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'read-only' });
      await expect(OpenProject.create(join(root, 'new'))).rejects.toMatchObject({ code: 'read-only' });
    } finally {
      if (user === 0) process.seteuid?.(0);
      await chmod(root, 0o755);
      await chmod(folder, 0o755);
    }
  });
});
