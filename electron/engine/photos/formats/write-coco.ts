import type { PlacedPhoto } from './write';
import { classesOf } from './write-classes';

/** One annotation file a split; a photo without a box is its own box. */
export function cocoFiles(photos: readonly PlacedPhoto[]): Map<string, string> {
  const { names, unknown } = classesOf(photos);
  const categories = names.map((name, i) => ({
    id: i + 1,
    name,
    supercategory: unknown.includes(name) ? 'unknown' : 'product',
  }));
  const files = new Map<string, string>();
  for (const split of new Set(photos.map((photo) => photo.split))) {
    const own = photos.filter((photo) => photo.split === split);
    const images = own.map(({ file, width, height }, i) => ({ id: i + 1, file_name: file, width, height }));
    const annotations = own.flatMap(({ className, box, width, height }, i) => {
      if (className === null) return [];
      const bbox = box ? [box.left, box.top, box.width, box.height] : [0, 0, width, height];
      const category_id = names.indexOf(className) + 1;
      return [{ id: i + 1, image_id: i + 1, category_id, bbox, area: bbox[2] * bbox[3], iscrowd: 0 }];
    });
    files.set(
      `annotations/instances_${split}.json`,
      JSON.stringify({ images, annotations, categories }, null, 1),
    );
  }
  return files;
}
