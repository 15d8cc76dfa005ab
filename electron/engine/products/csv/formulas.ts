/**
 * A spreadsheet runs a cell that begins with one of these as a formula (OWASP: CSV injection). An apostrophe in front
 * makes it text; one that was there already gets another, so that every cell comes back as it was.
 */
const formula = /^'*[=+\-@＝＋－＠\t\r]/;

export const escapeFormula = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell);

export const unescapeFormula = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
