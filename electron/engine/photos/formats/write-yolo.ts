import { stringify } from 'yaml';
import type { PlacedPhoto } from './write';
import { classesOf } from './write-classes';

/** As Ultralytics reads it: `data.yaml`, and a label file for each labelled photo. */
export function yoloFiles(photos: readonly PlacedPhoto[]): Map<string, string> {
  const { names, unknown } = classesOf(photos);
  const splits = [...new Set(photos.map(({ split }) => split))];
  const data = {
    path: '.',
    ...Object.fromEntries(splits.map((split) => [split, `images/${split}`])),
    names: Object.fromEntries(names.map((name, i) => [i, name])),
    // Ours; others pass it over.
    ...(unknown.length ? { unknown } : {}),
  };
  const files = new Map([['data.yaml', stringify(data)]]);
  for (const photo of photos)
    if (photo.className !== null)
      files.set(
        photo.file.replace(/^images/, 'labels').replace(/\.[^.]*$/, '.txt'),
        `${names.indexOf(photo.className)} ${shares(photo).join(' ')}\n`,
      );
  return files;
}

/** Middle and size as shares of the photo, fine enough that whole pixels come back. */
function shares({ box, width, height }: PlacedPhoto): number[] {
  const { left, top, ...size } = box ?? { left: 0, top: 0, width, height };
  const exact = [
    (left + size.width / 2) / width,
    (top + size.height / 2) / height,
    size.width / width,
    size.height / height,
  ];
  return exact.map((share) => Number(share.toFixed(8)));
}
