import { mkdtemp, open as openFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Sqlite from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, listBackups } from '../../../electron/engine/project/backups';
import { OpenProject } from '../../../electron/engine/project/open-project';

const minute = 60_000; // milliseconds
const at = (minutes: number) => new Date(Date.parse('2026-11-27T10:00:00Z') + minutes * minute);

describe('automatic backups', () => {
  let root: string;
  let folder: string;
  let path: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-backups-'));
    folder = join(root, 'shop');
    path = join(folder, 'ramune.db');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const photo = (n: number) => ({
    id: n.toString(16).padStart(64, '0'),
    name: `${n}.jpg`,
    class_id: null,
    split: 'train' as const,
    width: 1,
    height: 1,
    extension: '.jpg',
    imported_at: '',
    removed_at: null,
  });
  const add = async ({ db }: OpenProject, count: number, from = 0) => {
    const rows = Array.from({ length: count }, (_, i) => photo(from + i));
    await db.transaction().execute(async (tx) => {
      for (let i = 0; i < count; i += 1000)
        await tx
          .insertInto('photos')
          .values(rows.slice(i, i + 1000))
          .execute();
    });
  };
  /** A project of this many photos, with a backup of them, and one more photo since. */
  const made = async (count = 300) => {
    const project = await OpenProject.create(folder, 'Shop');
    await add(project, count);
    await backUp(project.paths, at(0));
    await add(project, 1, count);
    await project.close();
  };
  const countOf = async (project: OpenProject) => (await project.describe()).photoCount;
  const backups = () => listBackups({ backups: join(folder, 'backups') });

  it('are made after changes, at most every ten minutes, and the latest eight are kept', async () => {
    const project = await OpenProject.create(folder, 'Shop');
    for (const [minutes, expected] of [
      [0, 1],
      [5, 1],
      [10, 2],
      [15, 2],
      [20, 3],
      [40, 4],
      [60, 5],
    ]) {
      await add(project, 1, minutes);
      await backUp(project.paths, at(minutes));
      await backUp(project.paths, at(minutes + 1));
      expect(await backups()).toHaveLength(expected);
    }
    await backUp(project.paths, at(500)); // nothing has changed
    expect(await backups()).toHaveLength(5);
    for (let n = 0; n < 10; n++) {
      await add(project, 1, 1000 + n);
      await backUp(project.paths, at(1000 - 60 * n)); // a clock that is set back, again and again
    }
    expect((await backups()).map(({ number }) => number)).toEqual([15, 14, 13, 12, 11, 10, 9, 8]);
    await project.close();
  });

  it('are made when a project is opened, and never hold it up for long', async () => {
    await made(50_000);
    await rm(join(folder, 'backups'), { recursive: true });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const started = performance.now();
    const project = await OpenProject.open(folder);
    const opened = performance.now() - started;
    delay.enable();
    await expect.poll(async () => (await backups()).length, { timeout: 20_000, interval: 20 }).toBe(1);
    delay.disable();
    await project.close();
    expect(opened).toBeLessThan(2000);
    expect(delay.max / 1e6).toBeLessThan(1000);
    const backup = new Sqlite((await backups())[0].path);
    expect(backup.prepare('SELECT count(*) AS n FROM photos').get()).toMatchObject({ n: 50_001 });
    backup.close();
  });

  const damages: Record<string, () => Promise<unknown>> = {
    'overwritten in the middle': () => overwrite(0.2, 0.8),
    'overwritten at the beginning': () => overwrite(0, 0.1),
    'cut in half': async () =>
      writeFile(path, (await readFile(path)).subarray(0, (await stat(path)).size / 2)),
    'another file': () => writeFile(path, 'Dear diary, '.repeat(5000)),
    empty: () => writeFile(path, ''),
    gone: () => rm(path),
  };
  const overwrite = async (from: number, to: number) => {
    const file = await openFile(path, 'r+');
    const { size } = await file.stat();
    const [start, end] = [from, to].map((share) => Math.floor(size * share));
    await file.write(Buffer.alloc(end - start, 0xa5), 0, end - start, start);
    await file.close();
  };

  it.each(Object.keys(damages))('replace a database that is %s, and it is said', async (damage) => {
    await made();
    await damages[damage]();
    const damaged = await readFile(path).catch(() => null);
    const project = await OpenProject.open(folder);
    expect(await project.describe()).toMatchObject({
      name: 'Shop',
      photoCount: 300,
      restored: { from: '2026-11-27T10:00:00Z' },
    });
    const { restored } = await project.describe();
    expect(await readFile(join(restored!.aside, 'ramune.db')).catch(() => null)).toEqual(damaged);
    await project.close();
    const again = await OpenProject.open(folder);
    expect(await again.describe()).toMatchObject({ photoCount: 300, restored: null });
    await again.close();
  });

  it('that are damaged themselves are passed over', async () => {
    const project = await OpenProject.create(folder, 'Shop');
    for (const n of [0, 1, 2]) {
      await add(project, 1, n);
      await backUp(project.paths, at(40 * n));
    }
    await project.close();
    const [newest, second] = await backups();
    await writeFile(newest.path, 'not a database');
    await writeFile(second.path, '');
    await writeFile(path, 'nor is this');
    const opened = await OpenProject.open(folder);
    expect(await countOf(opened)).toBe(1);
    await opened.close();
  });

  it('run no statement that is hidden in a schema', async () => {
    await made();
    const raw = new Sqlite(path);
    const hidden = join(root, 'hidden.db');
    raw.exec(`PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = sql || '; ATTACH ''${hidden}'' AS h; CREATE TABLE h.t (a)' WHERE name = 'settings'`);
    raw.close();
    const project = await OpenProject.open(folder).catch(() => null);
    if (project) await backUp(project.paths, at(100)).catch(() => {});
    await project?.close();
    expect(await readdir(root)).toEqual(['shop']);
  });

  it('are not missed where none can be made', async () => {
    await made();
    await rm(join(folder, 'backups'), { recursive: true });
    await writeFile(join(folder, 'backups'), 'in the way');
    const project = await OpenProject.open(folder);
    expect(await countOf(project)).toBe(301);
    await project.close();
  });
});
