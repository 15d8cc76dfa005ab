import { iou } from '../support/iou';
import { differenceBox, readSmall } from '../../electron/engine/photos/crop/background';
import { emptyScenes } from '../support/empty-scenes';

const each = Number(process.env.RAMUNE_BENCH_EACH ?? 8);

/** Mean IoU of the boxes suggested by background difference with the true ones, on the sample's products. */
export default async function crop() {
  const found: { value: number; held: boolean }[] = [];
  for await (const { photo, empty, box, held } of emptyScenes(1, each)) {
    const small = await readSmall(photo);
    const suggested = differenceBox(small, await readSmall(empty, small), { width: 384, height: 512 });
    found.push({ value: suggested ? iou(suggested, box) : 0, held });
  }
  const mean = (of: typeof found) => of.reduce((sum, { value }) => sum + value, 0) / of.length;
  return {
    photos: found.length,
    meanIou: mean(found),
    held: mean(found.filter(({ held }) => held)),
    standing: mean(found.filter(({ held }) => !held)),
    worst: found
      .map(({ value }) => Number(value.toFixed(2)))
      .sort((a, b) => a - b)
      .slice(0, 12),
  };
}
