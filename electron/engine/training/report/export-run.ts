import { join } from 'node:path';
import type { RunHistory } from '@shared/training';
import { sharp } from '../../photos/sharp';
import { writeAtomic } from '../../project/atomic-file';
import { chartSvg } from './chart-svg';
import { metricsCsv } from './metrics-csv';

const pixelsPerUnit = 2;

/**
 * Writes a run's metrics as CSV and its curves as SVG and PNG into a folder; returns the files' paths. `drawn`: the PNG,
 * where sharp's WebAssembly half is used, which has no letters.
 */
export async function exportRun(history: RunHistory, folder: string, drawn?: Uint8Array): Promise<string[]> {
  const path = (ending: string) => join(folder, `run-${history.summary.id}.${ending}`);
  const svg = chartSvg(history);
  const density = 72 * pixelsPerUnit;
  const png = drawn ?? (await sharp(Buffer.from(svg), { density }).png().toBuffer());
  const files = { [path('csv')]: metricsCsv(history), [path('svg')]: svg, [path('png')]: png };
  for (const [file, data] of Object.entries(files)) await writeAtomic(file, data);
  return Object.keys(files);
}
