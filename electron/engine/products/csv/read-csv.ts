import { StudioError } from '@shared/errors';
import type { CsvProblem } from '@shared/product-list';
import type { ProductField, ProductFields } from '@shared/product';
import { FieldError, parseField } from '@shared/product-text';
import { fieldsOfHeader } from './columns';
import { unescapeFormula } from './formulas';
import { type CsvRecord, recordsOf } from './records';

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
  const { records, broken } = recordsOf(text.replace(/\r\n?/g, '\n'));
  const problems = broken.map(({ line, text }): CsvProblem => ({ line, reason: 'quotes', text }));
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
