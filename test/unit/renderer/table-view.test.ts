import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Product } from '../../../shared/domain';
import { noDetails, productFields } from '../../../shared/product';
import { bulkChanges } from '../../../renderer/register/bulk';
import { categoriesOf, visibleProducts, wholeTable, withRow } from '../../../renderer/register/table-view';

let count = 0;
const product = (fields: Partial<Product>): Product => ({
  ...noDetails,
  id: ++count,
  name: `P${count}`,
  references: [],
  createdAt: '',
  ...fields,
});
const names = (products: readonly Product[]) => products.map(({ name }) => name);
const today = '2026-06-01';
const shown = (products: Product[], view: Partial<typeof wholeTable>) =>
  names(visibleProducts(products, { ...wholeTable, ...view }, today));

describe('the table of products', () => {
  const tea = product({ name: '緑茶', reading: 'リョクチャ', maker: '琥珀', tags: ['夏'], price: 130 });
  const soda = product({ name: 'メロンソーダ', code: '4902102072618', category: '炭酸', price: 1200 });
  const cola = product({ name: 'Ｃｏｌａ', category: '炭酸', container: 'can', activeUntil: '2026-05-31' });
  const all = [soda, tea, cola];

  it('finds by name, reading, maker, code and tags, in any kana and width', () => {
    for (const text of ['りょくちゃ', 'ﾘｮｸﾁｬ', '緑', '琥珀', '夏', '琥珀 緑'])
      expect(shown(all, { text })).toEqual(['緑茶']);
    expect(shown(all, { text: '４９０２' })).toEqual(['メロンソーダ']);
    expect(shown(all, { text: 'cola' })).toEqual(['Ｃｏｌａ']);
    expect(shown(all, { text: '琥珀 ソーダ' })).toEqual([]);
  });

  it('filters by category, container and whether it is sold', () => {
    expect(shown(all, { category: '炭酸' })).toHaveLength(2);
    expect(shown(all, { container: 'can' })).toEqual(['Ｃｏｌａ']);
    expect(shown(all, { state: 'inactive' })).toEqual(['Ｃｏｌａ']);
    expect(shown(all, { state: 'active' })).toHaveLength(2);
    expect(shown(all, { state: 'withoutPhotos' })).toHaveLength(3);
    expect(categoriesOf(all)).toEqual(['炭酸']);
  });

  it('sorts names by reading and numbers by size, those without a value last', () => {
    const price = (descending: boolean) => shown(all, { sort: { field: 'price', descending } });
    expect(price(false)).toEqual(['緑茶', 'メロンソーダ', 'Ｃｏｌａ']);
    expect(price(true)).toEqual(['メロンソーダ', '緑茶', 'Ｃｏｌａ']);
    const kana = ['んま', 'あめ', 'かき'].map((reading) => product({ name: reading, reading }));
    expect(shown(kana, {})).toEqual(['あめ', 'かき', 'んま']);
  });

  it('keeps every product in any order', () => {
    const some = fc.array(fc.record({ name: fc.string(), maker: fc.string(), price: fc.option(fc.nat()) }));
    fc.assert(
      fc.property(some, fc.constantFrom(...productFields), fc.boolean(), (rows, field, descending) => {
        const products = rows.map(product);
        const sorted = visibleProducts(products, { ...wholeTable, sort: { field, descending } }, today);
        expect(new Set(sorted)).toEqual(new Set(products));
      }),
    );
  });

  it('answers at once for ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      product({ name: `商品 ${i}`, reading: `しょうひん ${i}` }),
    );
    shown(many, {});
    const started = performance.now();
    expect(shown(many, { text: 'ショウヒン 999' })).toHaveLength(19);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('editing many products', () => {
  const two = [product({ tags: ['a', 'b'] }), product({ tags: [] })];
  const fields = (...args: [Parameters<typeof bulkChanges>[1], string]) =>
    bulkChanges(two, ...args).map((change) => change.fields);

  it('gives each the same value, and adds and takes away tags', () => {
    expect(fields('maker', ' M ')).toEqual([{ maker: 'M' }, { maker: 'M' }]);
    expect(fields('price', '')).toEqual([{ price: null }, { price: null }]);
    expect(fields('addTags', 'b、c')).toEqual([{ tags: ['a', 'b', 'c'] }, { tags: ['b', 'c'] }]);
    expect(fields('removeTags', 'b')).toEqual([{ tags: ['a'] }, { tags: [] }]);
    expect(() => fields('volumeMl', 'much')).toThrow('volume');
  });
});

it('draws the row that is edited, also where it is out of sight', () => {
  expect(withRow([4, 5, 6], -1)).toEqual([4, 5, 6]);
  expect(withRow([4, 5, 6], 5)).toEqual([4, 5, 6]);
  expect(withRow([4, 5, 6], 0)).toEqual([0, 4, 5, 6]);
  expect(withRow([4, 5, 6], 90)).toEqual([4, 5, 6, 90]);
});
