import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProductFields } from '../../../shared/product';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { insertProduct } from '../../../electron/engine/recognition/registry';

describe('edits of products', () => {
  let root: string;
  let folder: string;
  let engine: Engine;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-edits-'));
    folder = join(root, 'project');
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const add = (name: string) => insertProduct(engine.session.project().db, { name });
  const edit = (...changes: [number, Partial<ProductFields>][]) =>
    engine.handlers['products.edit']({ changes: changes.map(([id, fields]) => ({ id, fields })) });
  const setUndone = (undo: number | null, undone: boolean) =>
    engine.handlers['products.setUndone']({ edit: undo as number, undone });
  const list = () => engine.handlers['registry.list']({});
  const edits = () => engine.handlers['products.edits']({});
  const restart = async () => {
    await engine.handlers['project.close']({});
    await engine.handlers['project.open']({ folder });
  };

  const details = {
    reading: 'めろんそーだ',
    maker: '琥珀飲料',
    category: '炭酸',
    container: 'pet',
    volumeMl: 500,
    code: '4902102072618',
    price: 158.5,
    tags: ['夏', '新商品'],
    activeFrom: '2026-04-01',
    activeUntil: null,
    notes: 'Left shelf\nsecond row',
  } as const satisfies Partial<ProductFields>;

  it('keep every field, and are undone and done again after a restart', async () => {
    const id = await add('メロンソーダ');
    const [before] = await list();
    const { edit: first } = await edit([id, details]);
    expect(await list()).toMatchObject([{ ...details, name: 'メロンソーダ' }]);
    await restart();
    expect(await edits()).toMatchObject([{ edit: first, undone: false }]);
    await setUndone(first, true);
    await setUndone(first, true);
    expect(await list()).toEqual([before]);
    await restart();
    expect(await edits()).toMatchObject([{ edit: first, undone: true }]);
    await setUndone(first, false);
    expect(await list()).toMatchObject([details]);
  });

  it('of many products are one step, all of them or none', async () => {
    const ids = [await add('A'), await add('B'), await add('C')];
    const { edit: bulk } = await edit(...ids.map((id): [number, object] => [id, { maker: 'M', price: 100 }]));
    expect((await list()).map(({ maker }) => maker)).toEqual(['M', 'M', 'M']);
    await setUndone(bulk, true);
    expect((await list()).map(({ maker, price }) => [maker, price])).toEqual(Array(3).fill(['', null]));
    const failing = edit([ids[0], { maker: 'N' }], [ids[1], { name: 'C' }]);
    await expect(failing).rejects.toMatchObject({ code: 'name-taken' });
    expect((await list())[0].maker).toBe('');
    await expect(edit([ids[0], { maker: 'N' }], [999, { maker: 'N' }])).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await list())[0].maker).toBe('');
  });

  it('give a name on within one step and back again', async () => {
    const [a, b] = [await add('A'), await add('B')];
    const { edit: chain } = await edit([a, { name: 'X' }], [b, { name: 'A' }]);
    const names = async () => new Map((await list()).map(({ id, name }) => [id, name]));
    expect(await names()).toEqual(new Map([[b, 'A'], [a, 'X']])); // prettier-ignore
    await setUndone(chain, true);
    expect(await names()).toEqual(new Map([[a, 'A'], [b, 'B']])); // prettier-ignore
  });

  it('refuse a code that is taken, and a last day before the first', async () => {
    const [a, b] = [await add('A'), await add('B')];
    await edit([a, { code: details.code }]);
    await expect(edit([b, { code: details.code }])).rejects.toMatchObject({ code: 'code-taken' });
    await engine.handlers['registry.remove']({ id: a });
    await edit([b, { code: details.code }]);
    await expect(engine.handlers['registry.restore']({ id: a })).rejects.toMatchObject({
      code: 'code-taken',
    });
    const backwards = edit([b, { activeFrom: '2026-02-02', activeUntil: '2026-02-01' }]);
    await expect(backwards).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('take products out, and put them back after a restart', async () => {
    const ids = [await add('A'), await add('B'), await add('C')];
    const { edit: removal } = await engine.handlers['products.remove']({ ids: ids.slice(0, 2) });
    expect((await list()).map(({ name }) => name)).toEqual(['C']);
    await restart();
    await setUndone(removal, true);
    expect((await list()).map(({ id }) => id)).toEqual(ids);
    await setUndone(removal, false);
    expect((await list()).map(({ name }) => name)).toEqual(['C']);
    await expect(engine.handlers['products.remove']({ ids: [ids[2], ids[0]] })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await list()).toHaveLength(1);
  });

  it('that change nothing are no step; a new one forgets what was undone', async () => {
    const id = await add('A');
    expect(await edit([id, { maker: '', tags: [], name: ' A ' }])).toEqual({ edit: null });
    const { edit: first } = await edit([id, { maker: 'M' }]);
    await setUndone(first, true);
    const { edit: second } = await edit([id, { maker: 'N' }]);
    expect(await edits()).toMatchObject([{ edit: second, undone: false }]);
    await expect(setUndone(first, false)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps the latest two hundred', async () => {
    const id = await add('A');
    for (let price = 1; price <= 205; price++) await edit([id, { price }]);
    const kept = await edits();
    expect(kept).toHaveLength(200);
    for (const { edit: one } of kept.reverse()) await setUndone(one, true);
    expect((await list())[0].price).toBe(5);
  });
});
