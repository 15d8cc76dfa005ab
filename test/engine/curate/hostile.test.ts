import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportReport } from '../../../shared/domain';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { type HostileFile, hostileFiles } from '../../support/hostile-images';

const megabyte = 1e6; // bytes

describe('broken and hostile files', () => {
  let root: string;
  let engine: Engine;
  let files: HostileFile[];
  let report: ImportReport;
  let grown: number;
  const isRoot = process.getuid?.() === 0;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-hostile-'));
    const folder = join(root, 'photos', 'Cola');
    await mkdir(folder, { recursive: true });
    files = await hostileFiles();
    for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
    // Nor do links lead out of the folder, or round in it.
    await symlink('/etc/hostname', join(folder, 'link.jpg'));
    await symlink(folder, join(folder, 'loop'));
    await symlink(join(root, 'nowhere.jpg'), join(folder, 'dangling.jpg'));
    await mkdir(join(folder, 'folder.jpg'));
    await writeFile(join(folder, 'forbidden.jpg'), await readFile(join(folder, 'half.jpg')));
    await chmod(join(folder, 'forbidden.jpg'), 0);
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
    const before = process.memoryUsage.rss();
    report = await engine.handlers['photos.import']({ paths: [join(root, 'photos')], job: 'in' });
    grown = process.memoryUsage.rss() - before;
  });
  afterAll(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  it('are each imported, or refused with a reason', async () => {
    const photos = new Set((await engine.handlers['photos.list']({})).map(({ name }) => name));
    const refused = new Map(report.problems.map(({ path, reason }) => [path.split('/').at(-1), reason]));
    const came = files.map(({ name, expected }) => {
      const got = photos.has(name) ? 'imported' : (refused.get(name) ?? 'lost');
      const asExpected =
        expected === 'refused'
          ? !['imported', 'lost'].includes(got)
          : expected === got || expected.includes(got);
      return asExpected ? null : `${name}: ${got}`;
    });
    expect(came.filter(Boolean)).toEqual([]);
    expect(files.length).toBeGreaterThanOrEqual(40);
    expect(report.imported).toBe(files.filter(({ expected }) => expected === 'imported').length);
    expect(refused.has('forbidden.jpg')).toBe(true);
    if (!isRoot) expect(refused.get('forbidden.jpg')).toBe('unreadable');
    for (const name of ['link.jpg', 'dangling.jpg', 'folder.jpg']) expect(photos.has(name)).toBe(false);
  });

  it('take no more memory than a large photo does', () => {
    expect(grown / megabyte).toBeLessThan(700);
  });

  it('harm nothing else: every photo that was taken can be shown and looked over', async () => {
    for (const { id, name } of await engine.handlers['photos.list']({})) {
      const { path } = await engine.handlers['photos.thumbnail']({ id, width: 64 });
      expect((await readFile(path)).subarray(0, 2), name).toEqual(Buffer.from([0xff, 0xd8]));
    }
    const issues = await engine.handlers['photos.survey']({ job: 'survey' });
    expect(issues.filter(({ issue }) => issue === 'unread')).toEqual([]);
  });
});
