import { dirname } from 'node:path';
import { unescapeFormula } from '../../products/csv/formulas';
import { type CsvRecord, recordsOf } from '../../products/csv/records';
import { type Dataset, DatasetBuilder, type Region, splitNamed, splitOfPath } from './dataset';
import { PhotoIndex } from './photo-index';
import { filesOf, readText, rootOf } from './text-file';

/** Titles of the columns, folded: lower case, letters and digits only. */
const titles = {
  file: [
    'file',
    'filename',
    'image',
    'imagename',
    'imagepath',
    'imageid',
    'path',
    'filepath',
    'photo',
    'ファイル',
    '写真',
  ],
  label: ['label', 'class', 'classname', 'name', 'category', 'product', 'target', 'ラベル', '商品', '商品名'],
  kind: ['kind'],
  split: ['split', 'subset', 'set', '用途'],
  left: ['left', 'xmin', 'x', 'x1', 'bboxx'],
  top: ['top', 'ymin', 'y', 'y1', 'bboxy'],
  right: ['right', 'xmax', 'x2'],
  bottom: ['bottom', 'ymax', 'y2'],
  width: ['w', 'boxwidth', 'bboxwidth', 'bboxw'],
  height: ['h', 'boxheight', 'bboxheight', 'bboxh'],
  photoWidth: ['width', 'imagewidth', 'photowidth'],
  photoHeight: ['height', 'imageheight', 'photoheight'],
} as const;
type Column = keyof typeof titles;

const fold = (title: string) =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const columnOf = new Map<string, Column>(
  Object.entries(titles).flatMap(([column, words]) => words.map((word) => [word, column as Column] as const)),
);

/** CSV with a title a column: the photo's file, its label and perhaps its box, in pixels. `path`: a file or a folder. */
export async function readCsvDataset(path: string): Promise<Dataset> {
  const builder = new DatasetBuilder();
  const files = await filesOf(path, ['.csv', '.tsv']);
  const index = await PhotoIndex.below(files[0] === path ? rootOf(path) : path);
  for (const file of files) {
    const { records, broken } = recordsOf(await readText(file));
    for (const { line, text } of broken) builder.problem({ path: file, line }, 'row', text);
    const [header, ...rows] = records;
    const columns = (header?.cells ?? []).map((title) => columnOf.get(fold(title)));
    if (columns.includes('file')) for (const row of rows) await addRow(builder, index, file, columns, row);
    else
      builder.problem({ path: file, line: 1 }, 'row', 'The first line must name the columns: file, label, …');
  }
  return builder.dataset;
}

async function addRow(
  builder: DatasetBuilder,
  index: PhotoIndex,
  file: string,
  columns: readonly (Column | undefined)[],
  { line, cells }: CsvRecord,
): Promise<void> {
  const place = { path: file, line };
  const row = Object.fromEntries(
    columns.flatMap((column, i) => (column ? [[column, unescapeFormula(cells[i] ?? '').trim()]] : [])),
  ) as Partial<Record<Column, string>>;
  const given = row.file ?? '';
  const path = await index.find(given, file);
  if (!path) return builder.problem(place, given ? 'missing' : 'row', given || 'No file is named.');
  const region = regionOf(row);
  if (region === null)
    builder.problem(place, 'row', 'The box is not four numbers; the photo is taken without.');
  builder.add({
    path,
    className: row.label || null,
    kind: row.kind?.toLowerCase() === 'unknown' ? 'unknown' : undefined,
    split: splitNamed(row.split ?? '') ?? splitOfPath(dirname(index.within(path)) + '/'),
    region: region ?? undefined,
    place,
  });
}

/** `undefined` without a box, `null` for one that cannot be understood. */
function regionOf(row: Partial<Record<Column, string>>): Region | undefined | null {
  const has = (column: Column) => Boolean(row[column]);
  const number = (column: Column) => (row[column] ? Number(row[column]?.replace(',', '.')) : Number.NaN);
  // `width` and `height` are the box's where there are no far edges, and the photo's beside them.
  const byEdges = has('right') && has('bottom');
  const [width, height] = has('width')
    ? [number('width'), number('height')]
    : [number('photoWidth'), number('photoHeight')];
  if (!has('left') && !has('top') && !byEdges) return undefined;
  const [left, top] = [number('left'), number('top')];
  const [right, bottom] = byEdges ? [number('right'), number('bottom')] : [left + width, top + height];
  if (![left, top, right, bottom].every(Number.isFinite)) return null;
  const of = { width: number('photoWidth'), height: number('photoHeight') };
  return { left, top, right, bottom, of: byEdges && of.width > 0 && of.height > 0 ? of : null };
}
