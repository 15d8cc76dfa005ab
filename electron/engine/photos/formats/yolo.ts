import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { type Dataset, DatasetBuilder, type Region, splitOfPath } from './dataset';
import { PhotoIndex } from './photo-index';
import { filesOf, readText, rootOf } from './text-file';
import { type ClassNames, readClassNames } from './yolo-names';

/**
 * YOLO (Redmon et al., CVPR 2016, as Ultralytics and Darknet write it): a text file a photo, in it a line a box: class
 * number, middle x, middle y, width, height as shares of the photo; or a polygon. `path`: the folder, or its YAML file.
 */
export async function readYolo(path: string): Promise<Dataset> {
  const builder = new DatasetBuilder();
  const listed = await filesOf(path, ['.yaml', '.yml', '.txt', '.names']);
  const index = await PhotoIndex.below(listed[0] === path ? rootOf(path) : path);
  const names = await readClassNames(listed, builder);
  for (const photo of index.paths) {
    const split = splitOfPath(dirname(index.within(photo)) + '/');
    builder.add({ path: photo, className: null, split });
    const labels = await labelsOf(photo, index.root);
    if (labels) addLabels(builder, { photo, split, ...labels }, names);
  }
  return builder.dataset;
}

interface Labels {
  photo: string;
  split: ReturnType<typeof splitOfPath>;
  path: string;
  text: string;
}

/** The label file of a photo: in `labels` where that is in `images`, beside it, or in the dataset's `labels`. */
async function labelsOf(photo: string, root: string): Promise<{ path: string; text: string } | null> {
  const beside = photo.slice(0, -extname(photo).length) + '.txt';
  const across = beside.replace(/([\\/])images([\\/])(?!.*[\\/]images[\\/])/i, '$1labels$2');
  for (const path of [across, beside, join(root, 'labels', basename(beside))])
    if (await readFile(path).catch(() => null)) return { path, text: await readText(path) };
  return null;
}

function addLabels(builder: DatasetBuilder, { photo, split, path, text }: Labels, names: ClassNames): void {
  for (const [i, line] of text.split('\n').entries()) {
    const place = { path, line: i + 1 };
    if (!line.trim()) continue;
    const numbers = line
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const region = regionOf(numbers.slice(1));
    if (!region || !Number.isInteger(numbers[0]) || numbers[0] < 0) {
      builder.problem(place, 'row', line.trim().slice(0, 100));
      continue;
    }
    const { name, kind } = names.of(numbers[0]);
    builder.add({ path: photo, className: name, kind, split, region, place });
  }
}

/** Of x, y, width, height and perhaps a confidence, or of the corners of a polygon. */
function regionOf(numbers: readonly number[]): Region | undefined {
  if (numbers.length < 4 || !numbers.every(Number.isFinite)) return undefined;
  const of = { width: 1, height: 1 };
  if (numbers.length <= 5) {
    const [x, y, width, height] = numbers;
    if (width <= 0 || height <= 0 || Math.max(x, y, width, height) > 1.5) return undefined;
    return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2, of };
  }
  if (numbers.length % 2) return undefined;
  const [xs, ys] = [numbers.filter((_, i) => i % 2 === 0), numbers.filter((_, i) => i % 2 === 1)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys), of };
}
