import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { toFailure } from '../../../shared/rpc';
import { noPhotos, photoFolder, productPhotos } from '../../support/photos';

const ramune = resolve(import.meta.dirname, '../../../build/ramune.mjs');

describe.skipIf(noPhotos())('a project survives', () => {
  let root: string;
  let project: string;
  let engine: Engine;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-crash-'));
    project = join(root, 'project');
    engine = createEngine(() => {});
    await mkdir(project);
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const storedFiles = async () =>
    (await readdir(join(project, 'photos'), { recursive: true }).catch(() => [])).filter((name) =>
      /[0-9a-f]{64}\.jpg$/.test(name),
    );
  /** Every photo of the project has its file, and the file is what its name says. */
  const expectWhole = async () => {
    const photos = await engine.handlers['photos.list']({});
    for (const { id } of photos) {
      const bytes = await readFile(join(project, 'photos', id.slice(0, 2), `${id}.jpg`));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(id);
    }
    return photos.length;
  };

  it('an import that is killed, and takes the rest the next time', async () => {
    await engine.handlers['project.create']({ folder: project });
    await engine.handlers['project.close']({});
    const products = join(photoFolder, 'products');
    const child = spawn(process.execPath, [ramune, 'import', project, products], { stdio: 'ignore' });
    const ended = new Promise<string | null>((done) => child.on('exit', (_, signal) => done(signal)));
    while ((await storedFiles()).length < 100 && child.exitCode === null)
      await new Promise((tick) => setTimeout(tick, 20));
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');

    await engine.handlers['project.open']({ folder: project });
    const kept = await expectWhole();
    expect(kept).toBeGreaterThan(50);
    const report = await engine.handlers['photos.import']({ paths: [products], job: 'again' });
    const all = [...(await productPhotos()).values()].flat().length;
    expect(report).toMatchObject({ problems: [], cancelled: false });
    expect(report.imported + report.duplicates).toBe(all);
    expect(kept).toBeLessThan(all);
    expect(await expectWhole()).toBe(kept + report.imported);
  });

  it('a studio that has it open while another one asks for it', async () => {
    await engine.handlers['project.create']({ folder: project });
    const other = spawnSync(process.execPath, [ramune, 'import', project, photoFolder, '--json'], {
      encoding: 'utf8',
    });
    expect(other.status).toBe(1);
    expect(other.stdout).toBe('');
    expect(other.stderr).toMatch(/open in another studio/);
    expect(await engine.handlers['photos.list']({})).toEqual([]);
  });

  it('write-protected photos', async () => {
    const [[path]] = [...(await productPhotos()).values()];
    const given = join(root, 'protected.jpg');
    await cp(path, given);
    await chmod(given, 0o444);
    await engine.handlers['project.create']({ folder: project });
    await engine.handlers['photos.import']({ paths: [given], job: 'import' });
    const [{ id }] = await engine.handlers['photos.list']({});
    const stored = await stat(join(project, 'photos', id.slice(0, 2), `${id}.jpg`));
    expect(stored.mode & 0o200).toBe(0o200);
    expect((await stat(given)).mode & 0o777).toBe(0o444);
  });

  it('a full disk, keeping what was finished', async (context) => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', project]).status === 0;
    if (!mounted) return context.skip('It needs the right to mount a small disk.');
    try {
      await engine.handlers['project.create']({ folder: project });
      const paths = [...(await productPhotos()).values()].flat();
      const failure = await engine.handlers['photos.import']({ paths, job: 'import' }).then(
        () => null,
        (error: unknown) => toFailure(error),
      );
      expect(failure).toMatchObject({ code: 'disk-full' });
      const kept = await expectWhole();
      expect(kept).toBeGreaterThan(0);
      await engine.close();
      await engine.handlers['project.open']({ folder: project });
      expect(await expectWhole()).toBe(kept);
      await engine.close();
    } finally {
      spawnSync('umount', ['-l', project]);
    }
  });

  it('photos with names from anywhere', async () => {
    const [paths] = [...(await productPhotos()).values()];
    const photos = join(root, 'photos');
    const names = [
      'お茶 🍵.jpg',
      `${'長'.repeat(80)}.jpg`,
      "it's 100% & <b>.jpg",
      ' lead.JPG',
      'a.b.c..jpeg',
      '-rf.jpg',
    ];
    for (const [i, name] of names.entries())
      await cp(paths[i], join(photos, 'ガム\u0301'.normalize('NFD'), name));
    await engine.handlers['project.create']({ folder: project });
    const report = await engine.handlers['photos.import']({ paths: [photos], split: 'val', job: 'import' });
    expect(report).toMatchObject({ imported: names.length, problems: [] });
    const listed = await engine.handlers['photos.list']({ split: 'val' });
    expect(listed.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const file of await readdir(join(project, 'photos'), { recursive: true }))
      expect(basename(file)).toMatch(/^[0-9a-f]{2}$|^[0-9a-f]{64}\.jpe?g$/);
  });
});
