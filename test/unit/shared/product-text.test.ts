import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit } from '../../../shared/gtin';
import { containers, isActiveOn, isPeriod, productFields, ProductFields } from '../../../shared/product';
import { FieldError, formatField, parseField } from '../../../shared/product-text';

const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.normalize('NFC').trim());
const tag = line.map((text) => text.replace(/[,;|、，；]/g, '').trim()).filter(Boolean);
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const code = fc.stringMatching(/^\d{12}$/).map((body) => `${body}${checkDigit(body)}`);

/** Any product that may be kept. */
const product: fc.Arbitrary<ProductFields> = fc.record({
  name: line.filter(Boolean),
  reading: line,
  maker: line,
  category: line,
  container: fc.constantFrom(null, ...containers),
  volumeMl: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
  code: fc.oneof(fc.constant(''), code),
  price: fc.option(fc.integer({ min: 0, max: 10_000_000 }).map((cents) => cents / 100)),
  tags: fc.uniqueArray(tag, { maxLength: 5 }),
  activeFrom: fc.option(day),
  activeUntil: fc.option(day),
  notes: line,
});

describe('fields as text', () => {
  it('come back as they were, in both languages', () => {
    fc.assert(
      fc.property(product, fc.constantFrom('en' as const, 'ja' as const), (fields, language) => {
        for (const field of productFields)
          expect(parseField(field, formatField(field, fields[field], language))).toEqual(fields[field]);
      }),
    );
  });

  it('are read as people write them', () => {
    for (const text of ['500', '500ml', '５００ ｍｌ', '0.5L'])
      expect(parseField('volumeMl', text)).toBe(500);
    for (const text of ['1280', '¥1,280', '￥１，２８０', '1,280円', '1280.0'])
      expect(parseField('price', text)).toBe(1280);
    for (const text of ['2026-01-05', '2026/1/5', '2026.1.5', '20260105', '2026年1月5日', '２０２６／１／５'])
      expect(parseField('activeFrom', text)).toBe('2026-01-05');
    for (const text of ['PET', 'pet', 'ペットボトル', 'ﾍﾟｯﾄﾎﾞﾄﾙ', 'PET bottle'])
      expect(parseField('container', text)).toBe('pet');
    expect(parseField('tags', ' 新商品、夏, 夏;  ')).toEqual(['新商品', '夏']);
  });

  it('say what is wrong with them', () => {
    const problem = (field: (typeof productFields)[number], text: string) => {
      try {
        return parseField(field, text);
      } catch (error) {
        return (error as FieldError).problem;
      }
    };
    expect(problem('name', '  ')).toBe('name');
    expect(problem('container', 'barrel')).toBe('container');
    for (const text of ['0', '-5', 'many', '1,2', '1.5']) expect(problem('volumeMl', text)).toBe('volume');
    for (const text of ['4006381333932', '4.00638E+12', '12']) expect(problem('code', text)).toBe('code');
    for (const text of ['-1', 'free', '1.2.3']) expect(problem('price', text)).toBe('price');
    for (const text of ['2026-02-30', '24/11/2026', 'soon'])
      expect(problem('activeUntil', text)).toBe('date');
    expect(problem('notes', 'x'.repeat(4001))).toBe('text');
  });

  it('knows when a product is sold', () => {
    const period = { activeFrom: '2026-01-02', activeUntil: '2026-01-04' };
    expect(['01', '02', '04', '05'].map((d) => isActiveOn(period, `2026-01-${d}`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isActiveOn({ activeFrom: null, activeUntil: null }, '2026-01-01')).toBe(true);
    expect(isPeriod(period)).toBe(true);
    expect(isPeriod({ activeFrom: '2026-01-05', activeUntil: '2026-01-04' })).toBe(false);
  });
});
