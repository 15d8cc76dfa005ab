import { stringify } from 'csv-stringify/sync';
import { productFields, type ProductFields } from '@shared/product';
import { formatField } from '@shared/product-text';
import { productWords } from '@shared/product-words';
import { escapeFormula } from './formulas';

/** Products as a CSV file that spreadsheets open as it is meant: UTF-8 with a byte order mark, CRLF, no formulas. */
export function writeCsv(products: readonly ProductFields[], language: 'en' | 'ja'): string {
  const rows = products.map((product) =>
    productFields.map((field) => escapeFormula(formatField(field, product[field], language))),
  );
  const header = productFields.map((field) => productWords[language].field[field]);
  return stringify([header, ...rows], { bom: true, record_delimiter: 'windows' });
}
