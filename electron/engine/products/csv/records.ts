import { type CsvError, parse } from 'csv-parse/sync';

export interface CsvRecord {
  line: number;
  cells: string[];
}

export interface CsvRecords {
  records: CsvRecord[];
  /** Lines whose quotes do not match, and what is wrong with them. */
  broken: { line: number; text: string }[];
}

/**
 * The records of any delimiter, whose lines end with LF, each with the line it begins on; blank ones are left out. A
 * quotation mark that is never closed costs its own line, not those behind it.
 */
export function recordsOf(text: string): CsvRecords {
  const delimiter = delimiterOf(text);
  const all: CsvRecords = { records: [], broken: [] };
  let rest = text;
  let before = 0;
  for (;;) {
    const { records, broken, unclosed } = parsePart(rest, delimiter);
    all.records.push(...records.map((record) => ({ ...record, line: record.line + before })));
    all.broken.push(...broken.map((one) => ({ ...one, line: one.line + before })));
    if (unclosed === null) return all;
    const lines = rest.split('\n');
    all.broken.push({ line: unclosed + before, text: lines[unclosed - 1] });
    rest = lines.slice(unclosed).join('\n');
    before += unclosed;
  }
}

/** `unclosed`: the line on which a record with an open quotation mark begins, from 1. */
function parsePart(text: string, delimiter: string): CsvRecords & { unclosed: number | null } {
  const broken: CsvRecords['broken'] = [];
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
      else broken.push({ line: Number(error?.lines ?? 1), text: firstLine(error) });
      return undefined;
    },
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const records = parsed
    .map(({ record, info }) => ({ line: info.lines - lineBreaksIn(record), cells: record }))
    .filter(({ cells }) => cells.some((cell) => cell.trim()));
  return { records, broken, unclosed: isUnclosed ? (parsed.at(-1)?.info.lines ?? 0) + 1 : null };
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
