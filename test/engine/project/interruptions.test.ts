import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';

/** What comes between an import and its end, with drawn photos. */
describe('an import', () => {
  let root: string;
  let photos: string;
  let project: string;
  let engine: Engine;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-interruptions-'));
    [photos, project] = [join(root, 'photos'), join(root, 'project')];
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: project });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const draw = async (count: number, folder = 'Cola', width = 24) => {
    await mkdir(join(photos, folder), { recursive: true });
    for (let i = 0; i < count; i++) {
      const background = { r: i % 256, g: i >> 8, b: folder.length };
      const picture = sharp({ create: { width, height: 24, channels: 3, background } });
      await writeFile(join(photos, folder, `${i}.png`), await picture.png().toBuffer());
    }
  };
  const load = (options: { unknown?: boolean } = {}) =>
    engine.handlers['photos.import']({ paths: [photos], job: 'import', ...options });
  const listed = () => engine.handlers['photos.list']({});

  it('ends in good order when its project is closed, and is taken up later', async () => {
    await draw(200);
    const importing = load();
    while (!(await listed()).length) await new Promise((resolve) => setTimeout(resolve, 5));
    await engine.handlers['project.close']({});
    const report = await importing;
    expect(report).toMatchObject({ cancelled: true, problems: [] });
    expect(report.imported).toBeLessThan(200);
    await engine.handlers['project.open']({ folder: project });
    expect(await listed()).toHaveLength(report.imported);
    expect(await load()).toMatchObject({ imported: 200 - report.imported, duplicates: report.imported });
  });

  it('leaves nothing behind of what a crash cut short', async () => {
    await draw(3);
    await load();
    await engine.handlers['project.close']({});
    const [first] = await readdir(join(project, 'photos'));
    const [photo] = await readdir(join(project, 'photos', first));
    await writeFile(join(project, 'photos', first, `.${photo}.0123abcd.tmp`), 'half');
    await engine.handlers['project.open']({ folder: project });
    expect(await readdir(join(project, 'photos', first))).toEqual([photo]);
  });

  it('takes no photo that changes while it is copied', async () => {
    await draw(1);
    const { files } = engine.session.project();
    const path = join(photos, 'Cola', '0.png');
    await expect(files.add(path, 'ab'.repeat(32))).rejects.toMatchObject({ code: 'photo-broken' });
    expect(await readdir(join(project, 'photos', 'ab'))).toEqual([]);
    const { id } = await files.add(path);
    expect(await readFile(files.pathOf({ id, extension: '.png' }))).toEqual(await readFile(path));
  });

  it('lists folders it may not read and kinds it does not know', async () => {
    await draw(1);
    await mkdir(join(photos, 'Secret'), { mode: 0o000 });
    await writeFile(join(photos, 'Cola', 'old.bmp'), Buffer.concat([Buffer.from('BM'), Buffer.alloc(500)]));
    await chmod(root, 0o777);
    for (const folder of [project, join(project, 'photos'), join(project, 'cache')])
      await chmod(folder, 0o777);
    const user = process.geteuid?.();
    if (user === 0) process.seteuid?.(65_534); // root may read anything
    try {
      const { imported, problems } = await load();
      expect(imported).toBe(1);
      const reasons = problems.map(({ path, reason }) => [basename(path), reason]);
      expect(reasons).toEqual([
        ['old.bmp', 'unsupported'],
        ['Secret', 'unreadable'],
      ]);
    } finally {
      if (user === 0) process.seteuid?.(0);
      await chmod(join(photos, 'Secret'), 0o755);
    }
  });

  it('keeps things that are no products out of the products’ classes', async () => {
    await draw(1, 'Bottles');
    await load();
    await rm(photos, { recursive: true });
    await draw(1, 'bottles', 30);
    await load({ unknown: true });
    const classes = await engine.handlers['classes.list']({});
    expect(classes.map(({ name, kind, count }) => [name, kind, count])).toEqual([
      ['Bottles', 'product', 1],
      ['bottles (unknown)', 'unknown', 1],
    ]);
  });

  it('of 2,000 photos never holds up the engine, and knows them all again', async () => {
    await draw(2000);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const importing = load();
    const answered = await slowestAnswer(importing);
    delay.disable();
    expect(await importing).toMatchObject({ imported: 2000, problems: [] });
    // The share of other programs on a busy machine is in the longest, but not in the 99th percentile.
    expect(delay.percentile(99) / 1e6).toBeLessThan(200);
    expect(delay.max / 1e6).toBeLessThan(1000);
    expect(answered).toBeLessThan(1000);
    expect(await load()).toMatchObject({ imported: 0, duplicates: 2000 });
  });

  /** Milliseconds that another call waits at most while `work` is under way. */
  async function slowestAnswer(work: Promise<unknown>): Promise<number> {
    let slowest = 0;
    let running = true;
    void work.finally(() => (running = false));
    while (running) {
      const asked = performance.now();
      await engine.handlers['project.current']({});
      slowest = Math.max(slowest, performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return slowest;
  }
});
