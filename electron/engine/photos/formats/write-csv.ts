import { stringify } from 'csv-stringify/sync';
import { escapeFormula } from '../../products/csv/formulas';
import type { PlacedPhoto } from './write';

/** One row a photo, as spreadsheets open it: UTF-8 with a byte order mark, CRLF, no formulas. */
export function csvFiles(photos: readonly PlacedPhoto[]): Map<string, string> {
  const header = ['file', 'label', 'kind', 'split', 'xmin', 'ymin', 'xmax', 'ymax', 'width', 'height'];
  const rows = photos.map(({ file, className, kind, split, box, width, height }) => [
    escapeFormula(file),
    escapeFormula(className ?? ''),
    kind,
    split,
    ...(box ? [box.left, box.top, box.left + box.width, box.top + box.height] : ['', '', '', '']),
    width,
    height,
  ]);
  return new Map([['dataset.csv', stringify([header, ...rows], { bom: true, record_delimiter: 'windows' })]]);
}
