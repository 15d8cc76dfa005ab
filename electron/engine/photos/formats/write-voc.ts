import { basename } from 'node:path';
import { DOMImplementation, type Element, XMLSerializer } from '@xmldom/xmldom';
import type { PlacedPhoto } from './write';

/** An XML file a photo, and the photos of each split in `ImageSets`. */
export function vocFiles(photos: readonly PlacedPhoto[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const photo of photos) files.set(`Annotations/${stemOf(photo)}.xml`, annotation(photo));
  for (const split of new Set(photos.map((photo) => photo.split))) {
    const own = photos.filter((photo) => photo.split === split).map(stemOf);
    files.set(`ImageSets/Main/${split}.txt`, own.join('\n') + '\n');
  }
  return files;
}

const stemOf = ({ file }: PlacedPhoto) => basename(file).replace(/\.[^.]*$/, '');

type Tree = { [tag: string]: string | number | Tree };

function annotation({ file, className, box, width, height }: PlacedPhoto): string {
  const { left, top, ...size } = box ?? { left: 0, top: 0, width, height };
  const bndbox = { xmin: left + 1, ymin: top + 1, xmax: left + size.width, ymax: top + size.height };
  const tree: Tree = {
    folder: 'JPEGImages',
    filename: basename(file),
    size: { width, height, depth: 3 },
    segmented: 0,
    ...(className === null
      ? {}
      : { object: { name: className, pose: 'Unspecified', truncated: 0, difficult: 0, bndbox } }),
  };
  const document = new DOMImplementation().createDocument(null, 'annotation');
  append(document.documentElement as Element, tree);
  return new XMLSerializer().serializeToString(document) + '\n';
}

function append(parent: Element, tree: Tree): void {
  const document = parent.ownerDocument!;
  for (const [tag, value] of Object.entries(tree)) {
    const element = document.createElement(tag);
    if (typeof value === 'object') append(element, value);
    else element.appendChild(document.createTextNode(String(value)));
    parent.appendChild(element);
  }
}
