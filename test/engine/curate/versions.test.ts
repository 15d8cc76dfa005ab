import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { presets } from '../../../shared/recipe';

describe('versions of a dataset', () => {
  let root: string;
  let engine: Engine;
  let h: Engine['handlers'];
  let trainingEnded = () => {};

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-versions-'));
    engine = createEngine((name) => {
      if (name === 'train.end') trainingEnded();
    });
    h = engine.handlers;
    await h['project.create']({ folder: join(root, 'project') });
    await importNew('Cola', [0, 1, 2, 3]);
    await importNew('Tea', [4, 5, 6]);
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  async function importNew(className: string, hues: readonly number[]): Promise<void> {
    const paths = hues.map((hue) => join(root, `${className}${hue}.png`));
    for (const [i, path] of paths.entries())
      await sharp({
        create: { width: 40, height: 40, channels: 3, background: `hsl(${hues[i] * 30}, 60%, 50%)` },
      })
        .png()
        .toFile(path);
    await h['photos.import']({ paths, className, job: 'import' });
  }

  const state = async () => ({
    photos: await h['photos.list']({}),
    classes: await h['classes.list']({}),
  });
  const idsOf = async (name: string) => (await h['photos.list']({ text: name })).map(({ id }) => id);
  const classId = async (name: string) => (await h['classes.list']({})).find((one) => one.name === name)!.id;

  it('say what has changed since, are restored, and that is undone', async () => {
    const before = await state();
    const { id } = await h['versions.keep']({ name: 'Before' });
    const nothing = { added: 0, removed: 0, labels: 0, splits: 0, boxes: 0, classes: 0 };
    expect(await h['versions.compare']({ id })).toEqual(nothing);
    const cola = await idsOf('Cola');
    await h['photos.setSplit']({ ids: [cola[0]], split: 'test' });
    await h['photos.setBoxes']({ boxes: [{ id: cola[1], box: { left: 2, top: 2, width: 9, height: 9 } }] });
    await h['photos.remove']({ ids: [cola[2]] });
    await h['classes.merge']({ ids: [await classId('Tea')], into: await classId('Cola') });
    await h['classes.edit']({ id: await classId('Cola'), name: 'Cola zero' });
    await importNew('Water', [7, 8]);
    expect(await h['versions.compare']({ id })).toEqual({
      ...{ added: 2, removed: 1, labels: 3, splits: 1, boxes: 1 },
      classes: 3,
    });
    const changed = await state();
    const { edit } = await h['versions.restore']({ id });
    const restored = await state();
    expect(restored.photos).toEqual(before.photos);
    // What came since stays as a class without photos.
    expect(restored.classes.filter(({ name }) => name !== 'Water')).toEqual(before.classes);
    expect((await h['versions.compare']({ id })).classes).toBe(1);
    await h['photos.setUndone']({ edit, undone: true });
    expect(await state()).toEqual(changed);
    await h['photos.setUndone']({ edit, undone: false });
    expect(await state()).toEqual(restored);
  });

  it('are restored where a class has been made anew, or its name given away', async () => {
    const { photos } = await state();
    const { id } = await h['versions.keep']({ name: 'Before' });
    const [cola, tea] = [await classId('Cola'), await classId('Tea')];
    await h['classes.remove']({ id: cola });
    await h['classes.create']({ name: 'COLA' });
    await h['classes.edit']({ id: tea, name: 'Green tea' });
    await h['classes.create']({ name: 'Tea' });
    await h['versions.restore']({ id });
    const now = await h['photos.list']({});
    const made = await classId('Cola');
    expect(
      now.map((photo) => ({ ...photo, classId: photo.classId === made ? cola : photo.classId })),
    ).toEqual(photos);
  });

  /** Each photo's class by name. */
  const labels = async () => {
    const { photos, classes } = await state();
    const names = new Map(classes.map(({ id, name }) => [id, name]));
    return photos.map(({ name, classId }) => [name, classId === null ? null : names.get(classId)]);
  };

  /** Restores a version, and goes back and forth over it. */
  async function restoreAndUndo(id: number) {
    const changed = await state();
    const { edit } = await h['versions.restore']({ id });
    const restored = await state();
    await h['photos.setUndone']({ edit, undone: true });
    expect(await state()).toEqual(changed);
    await h['photos.setUndone']({ edit, undone: false });
    expect(await state()).toEqual(restored);
  }

  it('give every photo its label back where names went from class to class', async () => {
    const before = await labels();
    const { id } = await h['versions.keep']({ name: 'Before' });
    const [cola, tea] = [await classId('Cola'), await classId('Tea')];
    const rename = (of: number, name: string) => h['classes.edit']({ id: of, name });
    await rename(cola, 'Between');
    await rename(tea, 'Cola');
    await rename(cola, 'Tea');
    await restoreAndUndo(id);
    expect(await labels()).toEqual(before);
    await h['classes.merge']({ ids: [tea], into: cola });
    await rename(cola, 'Tea');
    await restoreAndUndo(id);
    expect(await labels()).toEqual(before);
    await h['classes.merge']({ ids: [cola], into: tea });
    await rename(tea, 'Cola');
    await h['classes.create']({ name: 'tea' });
    await restoreAndUndo(id);
    expect(await labels()).toEqual(before);
    expect((await h['classes.list']({})).map(({ name }) => name)).toEqual(['Cola', 'Tea', 'tea (2)']);
  });

  it('are kept with every run that starts, and only with those', async () => {
    const classes = ['Cola', 'Tea'];
    await expect(h['train.start']({ recipe: presets.quick, classes: ['Nothing'] })).rejects.toThrow();
    const ids = await idsOf('Tea');
    await h['photos.remove']({ ids });
    await expect(h['train.start']({ recipe: presets.quick })).rejects.toMatchObject({
      code: 'training-data',
    });
    expect(await h['versions.list']({})).toEqual([]);
    await h['photos.restore']({ ids });
    const { runId } = await h['train.start']({ recipe: presets.quick, classes });
    await h['train.cancel']({ runId });
    expect(await h['versions.list']({})).toMatchObject([{ runId, photos: 7, name: presets.quick.name }]);
    await h['versions.keep']({ name: 'By hand' });
    expect((await h['versions.list']({})).map(({ name }) => name)).toEqual(['By hand', presets.quick.name]);
    const contents = await engine.session
      .project()
      .db.selectFrom('dataset_contents')
      .select('hash')
      .execute();
    expect(contents).toHaveLength(1);
    await expect(h['versions.restore']({ id: 99 })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are deleted where they were kept by hand, until the project is closed only out of sight', async () => {
    const { db } = engine.session.project();
    const { id } = await h['versions.keep']({ name: 'By hand' });
    const { runId } = await h['train.start']({ recipe: presets.quick });
    await h['train.cancel']({ runId });
    const named = async () => (await h['versions.list']({})).map(({ name }) => name);
    await h['versions.setRemoved']({ id, removed: true });
    expect(await named()).toEqual([presets.quick.name]);
    await h['versions.setRemoved']({ id, removed: false });
    expect(await named()).toEqual([presets.quick.name, 'By hand']);
    const [ofRun] = await h['versions.list']({});
    await expect(h['versions.setRemoved']({ id: ofRun.id, removed: true })).rejects.toMatchObject({
      code: 'bad-request',
    });
    await h['photos.remove']({ ids: await idsOf('Tea4') });
    const { id: second } = await h['versions.keep']({ name: 'Second' });
    const contents = (of: typeof db) => of.selectFrom('dataset_contents').select('hash').execute();
    expect(await contents(db)).toHaveLength(2);
    for (const one of [id, second]) await h['versions.setRemoved']({ id: one, removed: true });
    await h['project.close']({});
    await h['project.open']({ folder: join(root, 'project') });
    // What the run was trained on stays, since it is the same state as the first.
    expect(await contents(engine.session.project().db)).toHaveLength(1);
    await expect(h['versions.setRemoved']({ id, removed: false })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await h['versions.compare']({ id: ofRun.id })).removed).toBe(1);
  });

  it('are named in the report, with what has changed since the training', async () => {
    const ended = new Promise<void>((resolve) => (trainingEnded = resolve));
    const recipe = { ...presets.quick, stages: [{ ...presets.quick.stages[0], epochs: 1 }], variants: 1 };
    await h['train.start']({ recipe, seed: 1 });
    await ended;
    const [cola] = await idsOf('Cola');
    await h['registry.register']({ name: 'Cola', photos: [{ photoId: cola }] });
    const written = async () => {
      const { file } = await h['project.report']({ out: root, language: 'en', job: 'report' });
      return readFile(file, 'utf8');
    };
    const contents = /contents <code>([0-9a-f]{12})<\/code>/g;
    const before = await written();
    const [now, then] = [...before.matchAll(contents)].map(([, hash]) => hash);
    expect(now).toBe(then);
    expect(before).toContain('Nothing has changed since.');
    await h['photos.setSplit']({ ids: [cola], split: 'test' });
    await h['photos.remove']({ ids: (await idsOf('Tea')).slice(0, 1) });
    const after = await written();
    const hashes = [...after.matchAll(contents)].map(([, hash]) => hash);
    expect(hashes[0]).not.toBe(then);
    expect(hashes[1]).toBe(then);
    expect(after).toContain('0 photos were added and 1 taken out; labels of 0, splits of 1,');
  });
});
