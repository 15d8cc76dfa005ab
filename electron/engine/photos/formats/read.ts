import type { DatasetFormat } from '@shared/domain';
import { findPhotos } from '../find-photos';
import { readCoco } from './coco';
import { readCsvDataset } from './csv';
import type { Dataset } from './dataset';
import { readVoc } from './voc';
import { readYolo } from './yolo';

const readers = { coco: readCoco, yolo: readYolo, voc: readVoc, csv: readCsvDataset };

/** The photos of a dataset and what it says of them. What cannot be understood is a problem, and the rest is there. */
export async function readDataset(format: DatasetFormat, paths: readonly string[]): Promise<Dataset> {
  if (format === 'folder') return { photos: await findPhotos(paths), problems: [] };
  const read = await Promise.all(paths.map((path) => readers[format](path)));
  return { photos: read.flatMap(({ photos }) => photos), problems: read.flatMap(({ problems }) => problems) };
}
