import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Split } from '../../../shared/domain';
import { createEngine, type Engine } from '../../../electron/engine/engine';

const idOf = (n: number) => n.toString(16).padStart(64, '0');
const ids = Array.from({ length: 6 }, (_, i) => idOf(i));

describe('edits of photos and classes', () => {
  let root: string;
  let engine: Engine;
  const folder = () => join(root, 'project');

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-edits-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: folder() });
    await engine.session
      .project()
      .db.insertInto('photos')
      .values(
        ids.map((id, i) => ({
          id,
          name: `${i}.jpg`,
          class_id: null,
          split: 'train' as const,
          width: 100,
          height: 50,
          extension: '.jpg',
          imported_at: '',
          removed_at: null,
        })),
      )
      .execute();
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  /** All that a person sees of the photos and classes. */
  const state = async () => ({
    classes: await engine.handlers['classes.list']({}),
    photos: await engine.handlers['photos.list']({}),
  });
  const undo = (edit: number, undone = true) => engine.handlers['photos.setUndone']({ edit, undone });
  const newClass = (name: string) => engine.handlers['classes.create']({ name });

  /** One of the things a person may do; `pick` chooses among what there is. */
  const act = async (what: number, pick: number): Promise<number | null> => {
    const { handlers } = engine;
    const classes = await handlers['classes.list']({});
    const some = ids.filter((_, i) => (pick >> i) & 1);
    const one = classes[pick % (classes.length || 1)]?.id;
    const other = classes[(pick + 1) % (classes.length || 1)]?.id;
    const list = some.length ? some : [ids[0]];
    const box = { left: pick % 50, top: 3, width: 40, height: 20 };
    switch (what) {
      case 0:
        return (await newClass(`class ${pick}-${classes.length}-${Date.now()}-${Math.random()}`)).edit;
      case 1:
        return (await handlers['photos.label']({ ids: list, classId: one ?? null })).edit;
      case 2:
        return (
          await handlers['photos.setSplit']({
            ids: list,
            split: (['train', 'val', 'test'] as Split[])[pick % 3],
          })
        ).edit;
      case 3:
        return (await handlers['photos.remove']({ ids: list })).edit;
      case 4:
        return (await handlers['photos.setBoxes']({ boxes: list.map((id) => ({ id, box })) })).edit;
      case 5:
        return one === undefined ? null : (await handlers['classes.remove']({ id: one })).edit;
      case 6:
        return one === undefined
          ? null
          : (await handlers['classes.edit']({ id: one, color: '#123456', kind: 'unknown' })).edit;
      default:
        return one === undefined || one === other
          ? null
          : (await handlers['classes.merge']({ ids: [one], into: other })).edit;
    }
  };

  it('go back to where they began and forth again, whatever was done, over a restart too', async () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 63 })), {
      minLength: 1,
      maxLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const before = await state();
        const edits: number[] = [];
        for (const [what, pick] of given) {
          const edit = await act(what, pick);
          if (edit !== null) edits.push(edit);
        }
        const after = await state();
        await engine.handlers['project.close']({});
        await engine.handlers['project.open']({ folder: folder() });
        for (const edit of [...edits].reverse()) await undo(edit);
        expect(await state()).toEqual(before);
        for (const edit of edits) await undo(edit, false);
        expect(await state()).toEqual(after);
        for (const edit of [...edits].reverse()) await undo(edit);
      }),
      { numRuns: 6 },
    );
  });

  it('cut boxes to their photos; one around all of the photo is none', async () => {
    const set = (box: { left: number; top: number; width: number; height: number }) =>
      engine.handlers['photos.setBoxes']({ boxes: [{ id: ids[0], box }] });
    const box = async () => (await engine.handlers['photos.list']({}))[0].box;
    await set({ left: 90, top: 40, width: 50, height: 50 });
    expect(await box()).toEqual({ left: 90, top: 40, width: 10, height: 10 });
    await set({ left: 0, top: 0, width: 100, height: 50 });
    expect(await box()).toBeNull();
  });

  it('say so when they cannot be undone', async () => {
    const { id, edit } = await newClass('Cola');
    const removal = await engine.handlers['classes.remove']({ id });
    // As another program might.
    await engine.session
      .project()
      .db.insertInto('classes')
      .values({ id: 50, name: 'Cola', kind: 'product', color: '#000000' })
      .execute();
    await expect(undo(removal.edit)).rejects.toMatchObject({ code: 'name-taken' });
    await expect(undo(999)).rejects.toMatchObject({ code: 'not-found' });
    await newClass('Tea');
    await engine.handlers['photos.edits']({}).then((edits) =>
      expect(edits.map((one) => one.edit)).toContain(edit),
    );
    await expect(engine.handlers['classes.merge']({ ids: [id], into: id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
