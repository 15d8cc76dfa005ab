import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { cocoFiles } from '../../../electron/engine/photos/formats/write-coco';
import { csvFiles } from '../../../electron/engine/photos/formats/write-csv';
import { vocFiles } from '../../../electron/engine/photos/formats/write-voc';
import { yoloFiles } from '../../../electron/engine/photos/formats/write-yolo';
import { escapeFormula, unescapeFormula } from '../../../electron/engine/products/csv/formulas';

const attacks = [
  '=cmd|" /C calc"!A0',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝HYPERLINK("http://evil.example")',
  "'=1",
  '=1\n=2',
];
const photo = (className: string) => ({
  path: '/p/a.jpg',
  name: `${className}.jpg`,
  extension: '.jpg',
  file: `photos/${className}.jpg`,
  className,
  kind: 'product' as const,
  split: 'train' as const,
  box: null,
  width: 10,
  height: 10,
});

describe('names from anywhere in files for others', () => {
  it.each(attacks)('%j is no formula in a spreadsheet', (attack) => {
    expect(escapeFormula(attack)).toMatch(/^'/);
    expect(unescapeFormula(escapeFormula(attack))).toBe(attack);
    const [text] = csvFiles([photo(attack)]).values();
    const [, row] = parse(text, { bom: true }) as string[][];
    expect(row).toHaveLength(10);
    expect(row[1]).toMatch(/^'/);
  });

  it('every cell comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (cell) => unescapeFormula(escapeFormula(cell)) === cell),
    );
  });

  it('no cell begins as a formula does', () => {
    fc.assert(fc.property(fc.string(), (cell) => !/^[=+\-@＝＋－＠\t\r]/.test(escapeFormula(cell))));
  });

  it('is no markup in XML, YAML or JSON', () => {
    const name = `</name><!ENTITY x SYSTEM "file:///etc/passwd">&x;\n- !!js/function 'x': {`;
    const [xml] = vocFiles([photo(name)]).values();
    expect(xml).not.toMatch(/<!ENTITY|<\/name><!/);
    const [yaml] = yoloFiles([photo(name)]).values();
    expect(parseYaml(yaml)).toMatchObject({ names: { 0: name } });
    const [json] = cocoFiles([photo(name)]).values();
    expect((JSON.parse(json) as { categories: { name: string }[] }).categories[0].name).toBe(name);
  });
});
