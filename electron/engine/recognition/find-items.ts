import { type Box, edgesOf, fitBox, type Size } from '@shared/box';
import type { FoundItems } from '@shared/domain';
import { detect } from '../detector/detect';
import { sizeOf } from '../photos/decode';
import type { ThresholdOf } from '../project/open-project';
import { decide } from './decide';
import type { Gallery } from './gallery';
import type { Recogniser } from './recogniser';

/** So much of its height is seen around a product, and at least so wide for its height. */
const margin = 0.1;
const leastAspect = 0.5;

/** Finds the packaged products in a photo and says which each one is, from left to right. Throws `no-detector`, `photo-broken`. */
export async function findItems(
  photo: string | Buffer,
  recogniser: Recogniser,
  gallery: Gallery,
  thresholdOf: ThresholdOf,
): Promise<FoundItems> {
  const size = await sizeOf(photo);
  const boxes = (await detect(photo, size)).map(({ box }) => box).sort((a, b) => a.left - b.left);
  const descriptors = await recogniser.describe(
    boxes.map((box) => ({ photo, box: withSurroundings(box, size) })),
  );
  const items = [];
  for (const [i, box] of boxes.entries())
    items.push({ box, ...(await decide(gallery, descriptors[i], thresholdOf)) });
  return { ...size, items };
}

/** What is looked at of a product: references show some of what is around it, and not as narrow. */
export function withSurroundings(box: Box, photo: Size): Box {
  const { left, top, right, bottom } = edgesOf(box);
  const height = box.height * (1 + 2 * margin);
  const width = Math.max(box.width * (1 + 2 * margin), height * leastAspect);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const wider = fitBox(
    { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 },
    photo,
  );
  return wider ?? box;
}
