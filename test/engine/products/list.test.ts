import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/engine';

describe('lists of products', () => {
  let root: string;
  let engine: Engine;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-list-'));
    engine = createEngine(() => {});
    await engine.handlers['project.create']({ folder: join(root, 'project') });
  });
  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const file = (name = 'list.csv') => join(root, name);
  const take = async (content: string | Uint8Array) => {
    await writeFile(file(), content);
    return engine.handlers['products.import']({ path: file() });
  };
  const list = () => engine.handlers['registry.list']({});
  const undone = (edit: number | null, value: boolean) =>
    engine.handlers['products.setUndone']({ edit: edit as number, undone: value });

  it('adds what is new, changes what is known, reports what is wrong', async () => {
    const first = await take('Name,JAN code,Price\r\nCola,4006381333931,120\r\nTea,,100\r\n');
    expect(first).toMatchObject({ added: 2, changed: 0, unchanged: 0, problems: [], encoding: 'utf-8' });
    const rows = [
      '商品名;価格;JANコード;棚',
      'Cola Zero;130;4006381333931;A', // known by its code: renamed
      'tea;100;;B', // known by its name
      'Water;cheap;;C',
      'Milk;90;4006381333932;D',
      '"two\r\nlines";1;;E',
      ';5;;F',
      'Cola zero;1;;G',
      'Juice;150;;H;too many',
      'Soda;80',
    ];
    const second = await take(rows.join('\r\n'));
    expect(second).toMatchObject({ added: 2, changed: 2, unchanged: 0, unknownColumns: ['棚'] });
    expect(second.problems).toEqual([
      { line: 4, reason: 'price', text: 'cheap' },
      { line: 5, reason: 'code', text: '4006381333932' },
      { line: 8, reason: 'name', text: '' },
      { line: 9, reason: 'duplicate', text: 'Cola zero' },
      { line: 10, reason: 'columns', text: 'too many' },
    ]);
    const names = async () => (await list()).map(({ name }) => name).sort();
    expect(await names()).toEqual(['Cola Zero', 'Soda', 'tea', 'two\nlines']);
    await undone(second.edit, true);
    expect(await names()).toEqual(['Cola', 'Tea']);
    await undone(second.edit, false);
    expect(await names()).toHaveLength(4);
    expect(await take(rows.slice(0, 3).join('\n'))).toMatchObject({ unchanged: 2, edit: null });
  });

  it('tells names apart as the database does: in any case of A to Z, not of wide letters', async () => {
    const report = await take('Name,Price\nＡＢＣ茶,100\nａｂｃ茶,120\nTea,90\ntea,95\n');
    expect(report).toMatchObject({ added: 3, problems: [{ line: 5, reason: 'duplicate', text: 'tea' }] });
    expect((await list()).map(({ name }) => name).sort()).toEqual(['Tea', 'ＡＢＣ茶', 'ａｂｃ茶'].sort());
  });

  it('swaps names only where no name is held twice on the way', async () => {
    await take('Name,JAN code\nA,4006381333931\nB,96385074\n');
    const report = await take('Name,JAN code\nB,4006381333931\nC,96385074\n');
    expect(report).toMatchObject({ changed: 1, problems: [{ line: 2, reason: 'name-taken', text: 'B' }] });
  });

  it('reads Shift_JIS and Excel’s Unicode text', async () => {
    // 商品名,容器 / ①緑茶,缶 as Windows writes them.
    const hex = '8fa4956996bc2c97658aed0d0a874097ce92832c8aca0d0a';
    expect(await take(Buffer.from(hex, 'hex'))).toMatchObject({ added: 1, encoding: 'shift_jis' });
    expect(await list()).toMatchObject([{ name: '①緑茶', container: 'can' }]);
    const wide = Buffer.from('\ufeffName\tPrice\r\n緑茶\t150\r\n', 'utf16le');
    expect(await take(wide)).toMatchObject({ added: 1, encoding: 'utf-16le' });
    const broken = Buffer.from([0x4e, 0x61, 0x6d, 0x65, 0x0a, 0x82, 0xff, 0xfd]);
    await expect(take(broken)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('keeps the rows before and behind stray quotes', async () => {
    const report = await take('Name,Notes\nA,5" wide\nB,"x" y\nC,\n"D never ends,\n');
    expect(report).toMatchObject({ added: 3, problems: [{ line: 5, reason: 'quotes' }] });
  });

  it('loses one row, not the rest of the file, to a quotation mark that is never closed', async () => {
    const report = await take('Name,Notes\nA,1\n\nB,"never ends\nC,3\n\nD,4\n');
    expect(report).toMatchObject({
      added: 3,
      problems: [{ line: 4, reason: 'quotes', text: 'B,"never ends' }],
    });
    expect((await list()).map(({ name }) => name)).toEqual(['A', 'C', 'D']);
  });

  it('refuses what is no list, and changes nothing', async () => {
    for (const content of ['', 'a,b\n1,2\n', '\n\n'])
      await expect(take(content)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(engine.handlers['products.import']({ path: file('none') })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await list()).toEqual([]);
  });

  it('comes back from its own export as it was', async () => {
    await take(
      'Name,Tags,Notes,Active until\n"=1+1 ""x""",a; b,\'-quoted,2026/1/5\nTea,,"+81\nnext, line",\n',
    );
    const before = await list();
    for (const language of ['en', 'ja'] as const) {
      expect(await engine.handlers['products.export']({ path: file(), language })).toEqual({ count: 2 });
      const bytes = await readFile(file());
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(bytes.toString()).toContain(`"'=1+1 ""x"""`);
      expect(await take(bytes)).toMatchObject({ added: 0, changed: 0, unchanged: 2, problems: [] });
    }
    expect(await list()).toEqual(before);
  });

  it('takes ten thousand products', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `P${i},${i},maker ${i % 7}`);
    expect(await take(`Name,Price,Maker\n${rows.join('\n')}`)).toMatchObject({ added: 10_000 });
    expect(await list()).toHaveLength(10_000);
  });
});
