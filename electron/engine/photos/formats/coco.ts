import { basename, dirname } from 'node:path';
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Split } from '@shared/domain';
import { type Dataset, DatasetBuilder, type Region, splitOfPath } from './dataset';
import { PhotoIndex } from './photo-index';
import { filesOf, lineCounter, readText, rootOf } from './text-file';

/** COCO (Lin et al., ECCV 2014): JSON with `images`, `annotations` and `categories`. */
export async function readCoco(path: string): Promise<Dataset> {
  const builder = new DatasetBuilder();
  const files = await filesOf(path, ['.json']);
  const index = await PhotoIndex.below(files[0] === path ? rootOf(path) : path);
  for (const file of files) await new CocoFile(file, await readText(file), index, builder).read();
  return builder.dataset;
}

interface CocoImage {
  path: string;
  split?: Split;
  of: Region['of'];
}

class CocoFile {
  private readonly images = new Map<string, CocoImage>();
  private readonly categories = new Map<string, { name: string; unknown: boolean }>();
  private readonly lineAt: (offset: number) => number;

  constructor(
    private readonly path: string,
    private readonly text: string,
    private readonly index: PhotoIndex,
    private readonly builder: DatasetBuilder,
  ) {
    this.lineAt = lineCounter(text);
  }

  async read(): Promise<void> {
    const errors: ParseError[] = [];
    const root = parseTree(this.text, errors, { allowTrailingComma: true });
    const lists = new Map(
      (root?.children ?? []).map((property) => [nameOf(property), property.children?.[1]]),
    );
    if (!lists.has('images') && !errors.length) return; // JSON about something else
    for (const { error, offset } of errors.slice(0, 20)) this.problem(offset, printParseErrorCode(error));
    for (const node of lists.get('categories')?.children ?? []) this.addCategory(node);
    for (const node of lists.get('images')?.children ?? []) await this.addImage(node);
    for (const node of lists.get('annotations')?.children ?? []) this.addAnnotation(node);
  }

  private addCategory(node: Node): void {
    const { id, name, supercategory } = fieldsOf(node);
    if (!isId(id) || typeof name !== 'string' || !name.trim())
      return this.problem(node.offset, 'A category needs an id and a name.');
    this.categories.set(String(id), { name, unknown: supercategory === 'unknown' });
  }

  private async addImage(node: Node): Promise<void> {
    const { id, file_name, width, height } = fieldsOf(node);
    if (!isId(id) || typeof file_name !== 'string')
      return this.problem(node.offset, 'An image needs an id and a file_name.');
    const path = await this.index.find(file_name, this.path);
    if (!path) return this.builder.problem(this.place(node.offset), 'missing', file_name);
    const split = splitOfPath(basename(this.path)) ?? splitOfPath(dirname(this.index.within(path)) + '/');
    const of = isSize(width) && isSize(height) ? { width, height } : null;
    this.images.set(String(id), { path, split, of });
    this.builder.add({ path, className: null, split });
  }

  private addAnnotation(node: Node): void {
    const { image_id, category_id, bbox } = fieldsOf(node);
    const image = this.images.get(String(image_id));
    const category = this.categories.get(String(category_id));
    if (!image) return this.problem(node.offset, `No image that can be used has the id ${String(image_id)}.`);
    if (!category) return this.problem(node.offset, `No category has the id ${String(category_id)}.`);
    const region = regionOf(bbox, image.of);
    if (bbox !== undefined && !region)
      return this.problem(node.offset, 'A bbox is four numbers: left, top, width, height.');
    this.builder.add({
      path: image.path,
      className: category.name,
      kind: category.unknown ? 'unknown' : undefined,
      split: image.split,
      region,
      place: this.place(node.offset),
    });
  }

  private place = (offset: number) => ({ path: this.path, line: this.lineAt(offset) });

  private problem(offset: number, detail: string): void {
    this.builder.problem(this.place(offset), 'row', detail);
  }
}

const nameOf = (property: Node): string => String(property.children?.[0]?.value);
const fieldsOf = (node: Node): Record<string, unknown> =>
  node.type === 'object' ? (getNodeValue(node) as Record<string, unknown>) : {};
const isId = (value: unknown) => typeof value === 'number' || typeof value === 'string';
const isSize = (value: unknown): value is number => typeof value === 'number' && value > 0;

function regionOf(bbox: unknown, of: Region['of']): Region | undefined {
  if (!Array.isArray(bbox) || bbox.length !== 4) return undefined;
  const [left, top, width, height] = bbox.map(Number);
  if (![left, top, width, height].every(Number.isFinite)) return undefined;
  return { left, top, right: left + width, bottom: top + height, of };
}
