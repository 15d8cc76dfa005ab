import { basename, extname, join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import type { Split } from '@shared/domain';
import { type Dataset, DatasetBuilder, type Region, splitOfPath } from './dataset';
import { PhotoIndex } from './photo-index';
import { filesOf, readText, rootOf } from './text-file';

/** Pascal VOC (Everingham et al., IJCV 2010): an XML file a photo; pixels count from 1 and the last one is inside. */
export async function readVoc(path: string): Promise<Dataset> {
  const builder = new DatasetBuilder();
  const files = await filesOf(path, ['.xml']);
  const root = files[0] === path ? rootOf(path) : path;
  const index = await PhotoIndex.below(root);
  const splits = await readSplits(root);
  for (const file of files) {
    const text = await readText(file);
    if (text.includes('<annotation')) await addAnnotation(builder, { file, text, index, splits });
  }
  return builder.dataset;
}

/** Which split `ImageSets/Main/<split>.txt` puts each photo in, by its name without ending. */
async function readSplits(root: string): Promise<Map<string, Split>> {
  const splits = new Map<string, Split>();
  for (const file of (await filesOf(root, ['.txt'])).filter((path) => path.includes('ImageSets'))) {
    const split = /^(train|val|test)\.txt$/i.test(basename(file)) && splitOfPath(basename(file));
    if (split) for (const line of (await readText(file)).split('\n')) splits.set(line.trim(), split);
  }
  return splits;
}

interface VocFile {
  file: string;
  text: string;
  index: PhotoIndex;
  splits: Map<string, Split>;
}

async function addAnnotation(builder: DatasetBuilder, { file, text, index, splits }: VocFile) {
  const root = parse(text, (line, detail) => builder.problem({ path: file, line }, 'row', detail));
  if (!root) return;
  const stem = basename(file, extname(file));
  const given = textOf(root, 'filename') || stem;
  const path = (await index.find(textOf(root, 'path') || given, file)) ?? (await index.find(given, file));
  if (!path) return builder.problem({ path: file, line: lineOf(root, 'filename') }, 'missing', given);
  const split = splits.get(stem) ?? splitOfPath(join(index.within(file), '..') + '/');
  builder.add({ path, className: null, split });
  const size = { width: numberOf(root, 'width'), height: numberOf(root, 'height') };
  const of = size.width > 0 && size.height > 0 ? size : null;
  for (const object of root.getElementsByTagName('object')) {
    const place = { path: file, line: object.lineNumber ?? null };
    const className = textOf(object, 'name');
    const region = regionOf(object, of);
    if (!className) builder.problem(place, 'row', 'An object needs a name.');
    else if (region === null)
      builder.problem(place, 'row', `The box of “${className}” needs xmin, ymin, xmax and ymax.`);
    else builder.add({ path, className, split, region, place });
  }
}

/** The `annotation` element; entities are not expanded. */
function parse(text: string, onError: (line: number, detail: string) => void): Element | null {
  try {
    const parser = new DOMParser({
      // XML 1.0 has no line ends but those readText made one; XML 1.1's are letters of a name here.
      normalizeLineEndings: (source) => source,
      onError(level, message, context: { locator?: { lineNumber?: number } }) {
        if (level !== 'warning') onError(context.locator?.lineNumber ?? 1, message.split('\n')[0]);
      },
    });
    return parser.parseFromString(text, 'text/xml').documentElement;
  } catch {
    return null; // told by onError
  }
}

const textOf = (of: Element, tag: string) => of.getElementsByTagName(tag)[0]?.textContent?.trim() ?? '';
const lineOf = (of: Element, tag: string) => of.getElementsByTagName(tag)[0]?.lineNumber ?? null;
const numberOf = (of: Element, tag: string) => Number.parseFloat(textOf(of, tag));

/** `undefined` without a box, `null` for one that cannot be understood. */
function regionOf(object: Element, of: Region['of']): Region | undefined | null {
  const box = object.getElementsByTagName('bndbox')[0];
  if (!box) return undefined;
  const [left, top, right, bottom] = ['xmin', 'ymin', 'xmax', 'ymax'].map((tag) => numberOf(box, tag));
  if (![left, top, right, bottom].every(Number.isFinite)) return null;
  return { left: left - 1, top: top - 1, right, bottom, of };
}
