import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitBox, isWhole } from '../../../shared/box';
import { DatasetFormat } from '../../../shared/domain';
import { Job } from '../../../electron/engine/jobs';
import { boxOf, type Dataset, type FoundPhoto } from '../../../electron/engine/photos/formats/dataset';
import { safeName } from '../../../electron/engine/photos/formats/file-names';
import { readDataset } from '../../../electron/engine/photos/formats/read';
import { type DatasetPhoto, writeDataset } from '../../../electron/engine/photos/formats/write';

const job = new Job('test', () => {});
let root: string;
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'ramune-formats-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

const put = async (name: string, text: string | Buffer = '') => {
  await mkdir(join(root, name, '..'), { recursive: true });
  await writeFile(join(root, name), text);
};

describe('a dataset that goes out and comes back', () => {
  const size = fc.record({
    width: fc.integer({ min: 2, max: 30_000 }),
    height: fc.integer({ min: 2, max: 30_000 }),
  });
  const edge = fc.double({ min: 0, max: 1, noNaN: true });
  const className = fc.oneof(
    fc.constantFrom(
      'Cola',
      '緑茶 500ml',
      "O'Hara, “dry”",
      'a/b',
      '=1+1',
      'Zoë & <co>',
      'a\u2028b',
      'train',
      '7',
      'null',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  );
  const photo = fc.record({
    name: fc.constantFrom('a.jpg', 'A.JPG', 'a.png', '写真 1.jpeg', '= b.jpg', 'con.jpg', 'no ending'),
    className: fc.option(
      className
        .map((name) => name.normalize('NFC').trim())
        .filter((name) => name !== '' && !/[\p{C}]/u.test(name)),
    ),
    split: fc.constantFrom('train', 'val', 'test'),
    size,
    edges: fc.option(fc.tuple(edge, edge, edge, edge)),
  });
  type Given = typeof photo extends fc.Arbitrary<infer T> ? T : never;
  const asPhoto = async (given: Given, i: number): Promise<DatasetPhoto> => {
    const [x1, y1, x2, y2] = given.edges ?? [0, 0, 0, 0];
    const [w, h] = [given.size.width, given.size.height];
    const corners = {
      left: Math.min(x1, x2) * w,
      right: Math.max(x1, x2) * w,
      top: Math.min(y1, y2) * h,
      bottom: Math.max(y1, y2) * h,
    };
    await put(`from/${i}.jpg`, `photo ${i}`);
    return {
      ...given.size,
      path: join(root, 'from', `${i}.jpg`),
      name: given.name,
      extension: given.name.includes('.') ? given.name.slice(given.name.lastIndexOf('.')) : '',
      className: given.className,
      kind: given.className === 'Cola' ? 'unknown' : 'product',
      split: given.split as DatasetPhoto['split'],
      box: given.className === null ? null : fitBox(corners, given.size),
    };
  };

  const told = ({ className, split }: FoundPhoto) => ({ className, split });
  const keepsKind = (format: string) => ['coco', 'yolo', 'csv'].includes(format);
  /** Folders have no boxes, and no names that file systems do not take. */
  const expected = (from: DatasetPhoto, format: string, read: FoundPhoto) => {
    const { className, split, box } = from;
    const isAll = box && isWhole(box, from);
    if (format !== 'folder') return { className, split, box: isAll ? null : box };
    const renamed = className !== null && safeName(className) !== className;
    return { className: renamed ? read.className : className, split, box: null };
  };

  it.each(DatasetFormat.options)('keeps labels, splits and boxes as %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(photo, { minLength: 1, maxLength: 6 }), async (given) => {
        await rm(join(root, 'out'), { recursive: true, force: true });
        const photos = await Promise.all(given.map(asPhoto));
        await writeDataset(join(root, 'out'), format, photos, job);
        const { photos: read, problems } = await readDataset(format, [join(root, 'out')]);
        expect(problems).toEqual([]);
        expect(read).toHaveLength(photos.length);
        for (const one of read) {
          const from = photos[Number((await readFile(one.path, 'utf8')).slice('photo '.length))];
          expect({ ...told(one), box: one.region ? boxOf(one.region, from) : null }).toEqual(
            expected(from, format, one),
          );
          if (keepsKind(format) && one.className !== null) expect(one.kind ?? 'product').toBe(from.kind);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('datasets that others wrote', () => {
  const names = ({ photos }: Dataset) =>
    photos.map(({ path, className, split }) => [path.slice(root.length + 1), className, split ?? null]);
  const told = ({ problems }: Dataset) =>
    problems.map(({ path, line, reason }) => [path.slice(root.length + 1), line, reason]);
  const boxes = ({ photos }: Dataset, size = { width: 100, height: 200 }) =>
    photos.map(({ region }) => region && boxOf(region, size));
  const read = (format: DatasetFormat, at = '') => readDataset(format, [join(root, at)]);
  const inside = { left: 10, top: 20, width: 30, height: 40 };

  it('COCO: byte order mark, backslashes, ids as text, other sizes, extra fields; bad rows are told by line', async () => {
    await put('images/train/a.jpg');
    await put('images/b.PNG');
    const lines = [
      '\uFEFF{ "info": {"x": 1}, "licenses": [],',
      '"images": [',
      '{"id": "1", "file_name": "C:\\\\data\\\\train\\\\a.jpg", "width": 200, "height": 400, "flickr": null},',
      '{"id": 2, "file_name": "b.png"},',
      '{"id": 3, "file_name": "gone.jpg"},',
      '{"file_name": "b.png"}],',
      '"categories": [{"id": 7, "name": "Cola"}, {"id": 8}],',
      '"annotations": [',
      '{"id": 1, "image_id": 1, "category_id": 7, "bbox": [20, 40, 60, 80], "segmentation": []},',
      '{"id": 2, "image_id": 1, "category_id": 7, "bbox": [0, 0, 10, 10]},',
      '{"id": 3, "image_id": 2, "category_id": 9, "bbox": [0, 0, 10, 10]},',
      '{"id": 4, "image_id": 2, "category_id": 7, "bbox": [0, 0, "x", 10]},',
      '{"id": 5, "image_id": 99, "category_id": 7, "bbox": [0, 0, 1, 1]},',
      ']}',
    ];
    await put('annotations/instances.json', lines.join('\r\n'));
    const dataset = await read('coco');
    expect(names(dataset)).toEqual([
      ['images/train/a.jpg', 'Cola', 'train'],
      ['images/b.PNG', null, null],
    ]);
    expect(boxes(dataset)).toEqual([inside, undefined]);
    const file = 'annotations/instances.json';
    expect(told(dataset)).toEqual([
      [file, 7, 'row'],
      [file, 5, 'missing'],
      [file, 6, 'row'],
      [file, 10, 'boxes'],
      [file, 11, 'row'],
      [file, 12, 'row'],
      [file, 13, 'row'],
    ]);
    expect(names(await read('coco', file))).toEqual(names(dataset));
  });

  it('YOLO: names as list, map or file, polygons, confidences; bad lines are told', async () => {
    await put('valid/images/a.jpg');
    await put(
      'valid/labels/a.txt',
      '\uFEFF1 0.25 0.2 0.3 0.2 0.98\r\n\r\nCola 1 2\r\n5 0.1 0.1 0.01 0.01\r\n',
    );
    await put('train/images/b.jpg');
    await put('train/labels/b.txt', '0 0.1 0.1 0.4 0.1 0.4 0.3 0.1 0.3\n0 200 300 10 10\n');
    await put('c.jpg');
    await put('data.yaml', 'train: ../train/images\nnc: 2\nnames: [Milk, "Cola: dry"]\n');
    const dataset = await read('yolo');
    expect(names(dataset).sort()).toEqual([
      ['c.jpg', null, null],
      ['train/images/b.jpg', 'Milk', 'train'],
      ['valid/images/a.jpg', 'Cola: dry', 'val'],
    ]);
    expect(boxes(dataset).filter(Boolean)).toEqual([{ left: 10, top: 20, width: 30, height: 40 }, inside]);
    expect(told(dataset).sort()).toEqual([
      ['train/labels/b.txt', 2, 'row'],
      ['valid/labels/a.txt', 3, 'row'],
      ['valid/labels/a.txt', 4, 'boxes'],
    ]);
    await put('data.yaml', 'names:\n  0: Tea\n  1: [');
    const torn = await read('yolo');
    expect(told(torn).some(([path, line]) => path === 'data.yaml' && Number(line) >= 3)).toBe(true);
    await rm(join(root, 'data.yaml'));
    await put('classes.txt', 'One\r\nTwo\r\n');
    expect(
      names(await read('yolo'))
        .map(([, name]) => name)
        .sort(),
    ).toEqual([null, 'One', 'Two'].sort());
  });

  it('Pascal VOC: no size, no ending, backslashes; broken files are told by line', async () => {
    await put('JPEGImages/a.jpg');
    await put('JPEGImages/b.jpg');
    const object = (box: string) => `<object>\n<name>Cola</name>\n<bndbox>${box}</bndbox>\n</object>`;
    const good = object('<xmin>11</xmin><ymin>21</ymin><xmax>40.0</xmax><ymax>60</ymax>');
    await put(
      'Annotations/a.xml',
      `<?xml version="1.0"?>\n<annotation>\n<path>D:\\x\\a.jpg</path><filename>a</filename>\n<size><width>0</width></size>\n${good}\n<object>\n</object></annotation>`,
    );
    await put(
      'Annotations/b.xml',
      `<annotation>\n<filename>b.jpg</filename>\n${object('<xmin>1</xmin>')}\n</annotation>`,
    );
    await put('Annotations/c.xml', '<annotation>\n<filename>b.jpg</wrong>');
    await put('Annotations/d.xml', '<annotation>\n<filename>gone.jpg</filename></annotation>');
    await put('ImageSets/Main/val.txt', 'a\r\n');
    const dataset = await read('voc');
    expect(names(dataset)).toEqual([
      ['JPEGImages/a.jpg', 'Cola', 'val'],
      ['JPEGImages/b.jpg', null, null],
    ]);
    expect(boxes(dataset)[0]).toEqual(inside);
    const lines = told(dataset).filter(([path]) => path !== 'Annotations/c.xml');
    expect(lines).toEqual([
      ['Annotations/a.xml', 9, 'row'],
      ['Annotations/b.xml', 3, 'row'],
      ['Annotations/d.xml', 2, 'missing'],
    ]);
    expect(told(dataset)).toContainEqual(['Annotations/c.xml', 2, 'row']);
  });

  it('CSV: any delimiter, order and title; two rows a photo; bad rows are told by line', async () => {
    await put('p/a.jpg');
    await put('p/b.jpg');
    const rows = [
      'Class;Image Path;xmin;ymin;xmax;ymax;extra',
      'Cola;p\\a.jpg;10;20;40;60;hello',
      'Cola;/home/me/p/a.jpg;0;0;5;5;',
      'Tea;b.jpg;ten;20;40;60;',
      'Tea;c.jpg;;;;;',
    ];
    await put('list.csv', `\uFEFF${rows.join('\r\n')}`);
    const dataset = await read('csv');
    expect(names(dataset)).toEqual([
      ['p/a.jpg', 'Cola', null],
      ['p/b.jpg', 'Tea', null],
    ]);
    expect(boxes(dataset)).toEqual([inside, undefined]);
    expect(told(dataset)).toEqual([
      ['list.csv', 3, 'boxes'],
      ['list.csv', 4, 'row'],
      ['list.csv', 5, 'missing'],
    ]);
    await put('list.csv', 'file,label,x,y,w,h\na.jpg,緑茶,10,20,30,40\n');
    expect(boxes(await read('csv'))).toEqual([inside]);
    await put('list.csv', 'no,titles\n');
    expect(told(await read('csv'))).toEqual([['list.csv', 1, 'row']]);
  });
});
