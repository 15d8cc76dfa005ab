import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Box, Size } from '@shared/box';
import type { ClassKind, DatasetFormat, Split } from '@shared/domain';
import type { z } from 'zod';
import type { Job } from '../../jobs';
import { writeAtomic } from '../../project/atomic-file';
import { explained, isDesktopFile, notEmpty } from '../../project/folder';
import { FileNames, safeName } from './file-names';
import { cocoFiles } from './write-coco';
import { csvFiles } from './write-csv';
import { vocFiles } from './write-voc';
import { yoloFiles } from './write-yolo';

/** A photo that goes out, and where it is now. */
export interface DatasetPhoto extends Size {
  path: string;
  name: string;
  extension: string;
  className: string | null;
  kind: z.infer<typeof ClassKind>;
  split: Split;
  box: Box | null;
}

/** A photo and its file in the dataset, from its root, with forward slashes. */
export type PlacedPhoto = DatasetPhoto & { file: string };

/** The folder a photo goes to, and the files beside the photos by their paths. */
interface Layout {
  folderOf(photo: DatasetPhoto): string;
  files(photos: readonly PlacedPhoto[]): Map<string, string>;
}

const layouts: Record<DatasetFormat, Layout> = {
  folder: {
    folderOf: ({ split, className }) => (className === null ? split : `${split}/${safeName(className)}`),
    files: () => new Map(),
  },
  coco: { folderOf: ({ split }) => `images/${split}`, files: cocoFiles },
  yolo: { folderOf: ({ split }) => `images/${split}`, files: yoloFiles },
  voc: { folderOf: () => 'JPEGImages', files: vocFiles },
  csv: { folderOf: () => 'photos', files: csvFiles },
};

/**
 * Writes photos with their labels and boxes into a new or empty folder.
 * @throws StudioError `not-empty`, `read-only`, `disk-full`, `cancelled`
 */
export function writeDataset(
  out: string,
  format: DatasetFormat,
  photos: readonly DatasetPhoto[],
  job: Job,
): Promise<void> {
  return explained(out, async () => {
    await mkdir(out, { recursive: true });
    if ((await readdir(out)).some((entry) => !isDesktopFile(entry))) throw notEmpty(out);
    const names = new FileNames();
    const { folderOf, files } = layouts[format];
    const placed = photos.map((photo) => ({ ...photo, file: names.place(folderOf(photo), photo) }));
    for (const [i, { path, file, name }] of placed.entries()) {
      job.throwIfCancelled();
      await mkdir(dirname(join(out, file)), { recursive: true });
      await copyFile(path, join(out, file));
      job.report(i + 1, placed.length, name);
    }
    for (const [path, text] of files(placed)) await writeAtomic(join(out, path), text);
  });
}
