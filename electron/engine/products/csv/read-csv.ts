import { type CsvError, parse } from 'csv-parse/sync';
import { StudioError } from '@shared/errors';
import type { CsvProblem } from '@shared/product-list';
import type { ProductField, ProductFields } from '@shared/product';
import { FieldError, parseField } from '@shared/product-text';
import { fieldsOfHeader } from './columns';
import { unescapeFormula } from './formulas';

/** A row of a list: the line where it begins, and the fields that the list has columns for. */
export interface CsvRow {
  line: number;
  fields: Partial<ProductFields> & { name: string };
}

export interface CsvList {
  rows: CsvRow[];
  problems: CsvProblem[];
  /** Titles of columns that mean nothing to us. */
  unknownColumns: string[];
}

/** Reads a list of products. Bad rows are reported, the others kept. Throws `bad-request` without a column of names. */
export function readCsv(text: string): CsvList {
  const { records, problems } = recordsOf(text.replace(/\r\n?/g, '\n'));
  const [header, ...body] = records;
  const columns = fieldsOfHeader(header?.cells ?? []);
  if (!columns.includes('name'))
    throw new StudioError(
      'bad-request',
      'The first line must name the columns; one of them is “Name” or “商品名”.',
    );
  const list: CsvList = { rows: [], problems, unknownColumns: header.cells.filter((_, i) => !columns[i]) };
  for (const record of body) addRow(list, record, columns);
  list.problems.sort((a, b) => a.line - b.line);
  return list;
}

interface CsvRecord {
  line: number;
  cells: string[];
}

/**
 * The records of any delimiter, whose lines end with LF, each with the line it begins on; blank ones are left out. A
 * quotation mark that is never closed costs its own line, not those behind it.
 */
function recordsOf(text: string): { records: CsvRecord[]; problems: CsvProblem[] } {
  const delimiter = delimiterOf(text);
  const records: CsvRecord[] = [];
  const problems: CsvProblem[] = [];
  let rest = text;
  let before = 0;
  for (;;) {
    const part = parsePart(rest, delimiter);
    records.push(...part.records.map((record) => ({ ...record, line: record.line + before })));
    problems.push(...part.problems.map((problem) => ({ ...problem, line: problem.line + before })));
    if (part.unclosed === null) return { records, problems };
    const lines = rest.split('\n');
    problems.push({ line: part.unclosed + before, reason: 'quotes', text: lines[part.unclosed - 1] });
    rest = lines.slice(part.unclosed).join('\n');
    before += part.unclosed;
  }
}

/** `unclosed`: the line on which a record with an open quotation mark begins, from 1. */
function parsePart(text: string, delimiter: string) {
  const problems: CsvProblem[] = [];
  let isUnclosed = false;
  const parsed = parse(text, {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error?.code === 'CSV_QUOTE_NOT_CLOSED') isUnclosed = true;
      else problems.push({ line: Number(error?.lines ?? 1), reason: 'quotes', text: firstLine(error) });
      return undefined;
    },
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const records = parsed
    .map(({ record, info }) => ({ line: info.lines - lineBreaksIn(record), cells: record }))
    .filter(({ cells }) => cells.some((cell) => cell.trim()));
  return { records, problems, unclosed: isUnclosed ? (parsed.at(-1)?.info.lines ?? 0) + 1 : null };
}

/** Of comma, semicolon and tab, the one that the header has most of outside quotes. */
function delimiterOf(text: string): string {
  const header = text.split('\n', 1)[0].replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, n: header.split(delimiter).length }));
  return counted.reduce((best, one) => (one.n > best.n ? one : best)).delimiter;
}

const lineBreaksIn = (record: readonly string[]) =>
  record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);

const firstLine = (error: CsvError | undefined) => error?.message.split('\n', 1)[0] ?? '';

function addRow(list: CsvList, { line, cells }: CsvRecord, columns: readonly (ProductField | null)[]): void {
  if (cells.slice(columns.length).some((cell) => cell.trim()))
    return void list.problems.push({ line, reason: 'columns', text: cells.slice(columns.length).join(' ') });
  try {
    list.rows.push({ line, fields: fieldsOf(cells, columns) });
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    list.problems.push({ line, reason: error.problem, text: error.text });
  }
}

/** A row that ends early says nothing of the columns behind; only its name it must have. */
function fieldsOf(cells: readonly string[], columns: readonly (ProductField | null)[]): CsvRow['fields'] {
  const there = columns.flatMap((field, i) =>
    field && (i < cells.length || field === 'name') ? [{ field, cell: cells[i] ?? '' }] : [],
  );
  const read = there.map(({ field, cell }) => [field, parseCell(field, cell)] as const);
  return Object.fromEntries(read) as unknown as CsvRow['fields'];
}

const parseCell = (field: ProductField, cell: string) => parseField(field, unescapeFormula(cell));
