import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

  const made = async () => {
    const project = await OpenProject.create(folder, 'Shop');
    await project.settings.set('threshold', 0.8);
    await project.close();
  };

  it('is made, closed and opened again as it was', async () => {
    await made();
    const project = await OpenProject.open(folder);
    expect(await project.describe()).toMatchObject({ name: 'Shop', threshold: 0.8, thresholdTuned: true });
    await project.close();
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
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(join(folder, 'studio.lock'), JSON.stringify({ pid: dead, host: hostname() }));
    await (await OpenProject.open(folder)).close();
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
    const damaged = Buffer.alloc(20_000, 'not a database ');
    await writeFile(join(folder, 'ramune.db'), damaged);
    await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'not-a-project' });
    expect((await readFile(join(folder, 'ramune.db'))).equals(damaged)).toBe(true);
    await expect(OpenProject.open(folder)).rejects.toMatchObject({ code: 'not-a-project' });
  });
});
