import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { toFailure } from '../../../shared/rpc';
import { Random } from '../../../shared/random';
import { drawPhotos } from '../../faults/activities';

const mount = (...args: string[]) => spawnSync('mount', args).status === 0;
const canMount = (() => {
  if (process.getuid?.() !== 0) return false;
  return (
    spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d && rmdir $d']).status === 0
  );
})();

/** What was said to be safe before a misfortune is there after it. */
describe('a project', () => {
  let root: string;
  let project: string;
  let photos: string[];
  let engine: Engine;
  let mounted = false;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-disk-'));
    project = join(root, 'drive');
    await mkdir(project);
    photos = await drawPhotos(join(root, 'photos'), 12, new Random(5));
    engine = createEngine(() => {});
  });
  afterEach(async () => {
    vi.useRealTimers();
    await engine.close().catch(() => {});
    if (mounted) spawnSync('umount', ['-l', project]);
    mounted = false;
    await rm(root, { recursive: true, force: true });
  });

  const make = async () => {
    await engine.handlers['project.create']({ folder: project });
    await engine.handlers['photos.import']({ paths: photos, className: 'Cola', job: 'import' });
    await engine.handlers['registry.register']({ name: 'Cola', photos: [{ path: photos[0] }] });
  };
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => toFailure(error).code,
    );
  const ids = async () =>
    ((await engine.handlers['photos.list']({})) as unknown as { id: string }[]).map(({ id }) => id);
  const labels = async () => {
    const [cola] = await engine.handlers['classes.list']({});
    const [product] = await engine.handlers['registry.list']({});
    return { labelled: cola.count, references: product.references.length };
  };
  const label = async (classId: number | null = null) =>
    engine.handlers['photos.label']({ ids: [(await ids())[0]], classId });

  it.skipIf(!canMount)('on a full disk says so, keeps all, and goes on when there is room', async () => {
    mounted = mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', project);
    await make();
    await engine.handlers['project.close']({});
    await engine.handlers['project.open']({ folder: project });
    const filler = join(project, 'cache/filler');
    await writeFile(filler, Buffer.alloc(30_000_000)).catch(() => {});
    const more = await drawPhotos(join(root, 'more'), 4, new Random(6));
    const register = () => engine.handlers['registry.register']({ name: 'Tea', photos: [{ path: more[0] }] });
    expect(await codeOf(engine.handlers['photos.import']({ paths: more, job: 'import' }))).toBe('disk-full');
    expect(await codeOf(register())).toBe('disk-full');
    expect(await labels()).toEqual({ labelled: 12, references: 1 });
    await engine.handlers['project.close']({});
    await rm(filler);
    await engine.handlers['project.open']({ folder: project });
    expect(await labels()).toEqual({ labelled: 12, references: 1 });
    expect(await codeOf(register())).toBe('done');
  });

  it.skipIf(!canMount)('on a drive that may not be written any more says so, and loses nothing', async () => {
    mounted = mount('-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', project);
    await make();
    await engine.handlers['project.close']({});
    expect(mount('-o', 'remount,ro', project)).toBe(true);
    expect(await codeOf(engine.handlers['project.open']({ folder: project }))).toBe('read-only');
    expect(mount('-o', 'remount,rw', project)).toBe(true);
    await engine.handlers['project.open']({ folder: project });
    expect(await labels()).toEqual({ labelled: 12, references: 1 });
  });

  it.skipIf(!canMount)('on a drive that was pulled out and put back opens as it was', async () => {
    const drive = join(root, 'disk.img');
    expect(spawnSync('sh', ['-c', `truncate -s 40M ${drive} && mkfs.ext4 -q ${drive}`]).status).toBe(0);
    mounted = mount('-o', 'loop,errors=remount-ro', drive, project);
    if (!mounted) return;
    await engine.handlers['project.create']({ folder: join(project, 'shop') });
    await engine.handlers['photos.import']({ paths: photos, className: 'Cola', job: 'import' });
    await engine.handlers['registry.register']({ name: 'Cola', photos: [{ path: photos[0] }] });
    // The file system stops taking anything, as when the plug is pulled; what was said to be safe is on the disk.
    expect(
      spawnSync('sh', [
        '-c',
        `echo 1 > /sys/fs/ext4/$(basename $(findmnt -no SOURCE ${project}))/trigger_fs_error`,
      ]).status,
    ).toBe(0);
    expect(await codeOf(label())).toMatch(/drive-gone|read-only/);
    await engine.handlers['project.close']({}).catch(() => {});
    spawnSync('umount', ['-l', project]);
    expect(await codeOf(engine.handlers['project.open']({ folder: join(project, 'shop') }))).toBe(
      'not-a-project',
    );
    mounted = mount('-o', 'loop,errors=remount-ro', drive, project);
    // What was in the lock may not have reached the disk; such a lock is waited for, for some seconds.
    const opened = () => codeOf(engine.handlers['project.open']({ folder: join(project, 'shop') }));
    await expect.poll(opened, { timeout: 15_000, interval: 500 }).toBe('done');
    expect(await labels()).toEqual({ labelled: 12, references: 1 });
  });

  it('whose clock jumps keeps its edits in order, reports, and opens again', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-01T12:00:00Z') });
    const reports: number[] = [];
    engine = createEngine(
      (name, data) => name === 'job.progress' && reports.push((data as { done: number }).done),
    );
    await make();
    const [cola] = await engine.handlers['classes.list']({});
    for (const date of ['2031-01-01', '1999-01-01', '2026-06-01']) {
      vi.setSystemTime(new Date(date));
      await label();
      await label(cola.id);
      reports.length = 0;
      await engine.handlers['photos.survey']({ job: date });
      expect(reports.length).toBeGreaterThan(0);
      await engine.handlers['project.close']({});
      await engine.handlers['project.open']({ folder: project });
      expect(await labels()).toEqual({ labelled: 12, references: 1 });
    }
    const edits = await engine.handlers['photos.edits']({});
    await engine.handlers['photos.setUndone']({ edit: edits.at(-1)!.edit, undone: true });
    expect((await labels()).labelled).toBe(11);
  });

  it('that is open in one window is not opened in another', async () => {
    await make();
    const other = createEngine(() => {});
    expect(await codeOf(other.handlers['project.open']({ folder: project }))).toBe('locked');
    await other.close();
    expect(await labels()).toEqual({ labelled: 12, references: 1 });
  });
});
