import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhotoFilter, Split } from '../../../shared/domain';
import { createEngine, type Engine } from '../../../electron/engine/engine';

const idOf = (name: string) => createHash('sha256').update(name).digest('hex');

describe('the photos of a project', () => {
  let root: string;
  let engine: Engine;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-photos-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const addRows = async (names: string[], classId: number | null = null, split: Split = 'train') => {
    const { db } = engine.session.project();
    const row = { width: 1, height: 1, extension: '.jpg', imported_at: '', removed_at: null };
    const rows = names.map((name) => ({ ...row, id: idOf(name), name, class_id: classId, split }));
    await db.transaction().execute(async (tx) => {
      for (let start = 0; start < rows.length; start += 1000)
        await tx
          .insertInto('photos')
          .values(rows.slice(start, start + 1000))
          .execute();
    });
    return rows.map(({ id }) => id);
  };
  const list = async (filter: PhotoFilter = {}) =>
    (await engine.handlers['photos.list'](filter)).map(({ name }) => name);
  const newClass = (name: string) => engine.handlers['classes.create']({ name });
  const counts = async () =>
    (await engine.handlers['classes.list']({})).map(({ name, count }) => [name, count]);

  it('are filtered by class, split and text, all at once', async () => {
    const cola = await newClass('Cola');
    await addRows(['c1', 'c2'], cola.id, 'train');
    await addRows(['c3'], cola.id, 'val');
    await addRows(['n1', 'n2'], null, 'val');
    expect(await list()).toEqual(['c1', 'c2', 'c3', 'n1', 'n2']);
    expect(await list({ classId: cola.id })).toEqual(['c1', 'c2', 'c3']);
    expect(await list({ classId: null })).toEqual(['n1', 'n2']);
    expect(await list({ split: 'val' })).toEqual(['c3', 'n1', 'n2']);
    expect(await list({ classId: cola.id, split: 'train', text: '2' })).toEqual(['c2']);
    expect(await list({ classId: 999 })).toEqual([]);
  });

  it('are found by text as it is written', async () => {
    const names = ['100%.jpg', '1000.jpg', 'a_b.jpg', 'aXb.jpg', 'c\\d.jpg', 'お茶.jpg', "it's.jpg"];
    await addRows(names);
    for (const [text, found] of [
      ['100%', ['100%.jpg']],
      ['a_b', ['a_b.jpg']],
      ['\\', ['c\\d.jpg']],
      ['A_B', ['a_b.jpg']],
      ['お', ['お茶.jpg']],
      ["'", ["it's.jpg"]],
      ['%', ['100%.jpg']],
      ['', [...names].sort()],
    ] as const)
      expect((await list({ text })).sort(), text).toEqual(found);
  });

  it('are labelled, split, removed and restored, many at a time', async () => {
    const cola = await newClass('Cola');
    const ids = await addRows(Array.from({ length: 1234 }, (_, i) => `p${i}`));
    await engine.handlers['photos.label']({ ids, classId: cola.id });
    expect(await counts()).toEqual([['Cola', 1234]]);
    await engine.handlers['photos.setSplit']({ ids: ids.slice(0, 700), split: 'test' });
    expect(await list({ split: 'test' })).toHaveLength(700);
    await engine.handlers['photos.remove']({ ids: ids.slice(0, 600) });
    expect(await counts()).toEqual([['Cola', 634]]);
    expect(await engine.handlers['project.current']({})).toMatchObject({ photoCount: 634 });
    await engine.handlers['photos.restore']({ ids });
    expect(await list({ classId: cola.id, split: 'test' })).toHaveLength(700);
    await engine.handlers['photos.label']({ ids: ids.slice(0, 10), classId: null });
    expect(await list({ classId: null })).toHaveLength(10);
    await expect(engine.handlers['photos.label']({ ids, classId: 999 })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await counts()).toEqual([['Cola', 1224]]);
  });

  it('lose their label, not themselves, with their class', async () => {
    const cola = await newClass('Cola');
    await addRows(['a', 'b'], cola.id);
    await engine.handlers['classes.remove']({ id: cola.id });
    expect(await counts()).toEqual([]);
    expect(await list({ classId: null })).toEqual(['a', 'b']);
  });

  it('belong to classes with one name each', async () => {
    const cola = await newClass(' Cola ');
    expect(cola).toMatchObject({ name: 'Cola', kind: 'product', count: 0 });
    const milk = await newClass('Milk');
    expect(milk.color).not.toBe(cola.color);
    await expect(newClass('COLA')).rejects.toMatchObject({ code: 'name-taken' });
    await expect(newClass(' \u3000')).rejects.toMatchObject({ code: 'bad-request' });
    const rename = (id: number, name: string) => engine.handlers['classes.edit']({ id, name });
    await expect(rename(milk.id, 'cola')).rejects.toMatchObject({ code: 'name-taken' });
    await expect(rename(999, 'Tea')).rejects.toMatchObject({ code: 'not-found' });
    await rename(cola.id, 'COLA');
    expect(await counts()).toEqual([
      ['COLA', 0],
      ['Milk', 0],
    ]);
  });

  it('are listed fast where there are 50,000', async () => {
    await addRows(Array.from({ length: 50_000 }, (_, i) => `photo ${(i * 7919) % 50_000}.jpg`));
    await list({ text: 'nothing' });
    const times = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      expect(await list()).toHaveLength(50_000);
      times.push(performance.now() - started);
    }
    expect(Math.min(...times)).toBeLessThan(1500);
  });
});

describe('without a project', () => {
  it('every call that needs one says so', async () => {
    const { handlers, close } = createEngine(() => {});
    expect(await handlers['project.current']({})).toBeNull();
    const calls = [
      () => handlers['photos.list']({}),
      () => handlers['classes.create']({ name: 'a' }),
      () => handlers['photos.import']({ paths: ['/tmp'], job: 'a' }),
      () => handlers['registry.list']({}),
      () => handlers['recognise.photos']({ photos: [{ path: 'a' }] }),
      () => handlers['tune.scores']({ job: 'a' }),
      () => handlers['runs.list']({}),
    ];
    for (const call of calls) {
      const answer = (async () => call())();
      await expect(answer).rejects.toMatchObject({ code: 'no-project' });
    }
    await handlers['project.close']({});
    await close();
  });
});
