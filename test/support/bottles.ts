import sharp from 'sharp';
import { buildModel, makeProduct, makeWorld, renderPhoto, type World } from '../../build/sample';
import type { Model } from '../../build/sample';
import { Random } from '../../shared/random';

/** Three invented bottles: photos to register each from, and one photo of all three. */
export interface Bottles {
  products: { name: string; photos: Buffer[] }[];
  together: Buffer;
  width: number;
  height: number;
}

const photoSize = { width: 384, height: 512 };
const labelWidth = 768;
/** Of each bottle in the photo of all. */
const tile = { width: 300, height: 560 };
/** So much is seen around a bottle. */
const margin = 0.18;

/** Draws the bottles, and puts a further photo of each beside the others. */
export async function drawBottles(seed: number): Promise<Bottles> {
  const world = await makeWorld(seed);
  const products: Bottles['products'] = [];
  const tiles: Buffer[] = [];
  for (let p = 0; p < 3; p++) {
    const product = makeProduct(new Random(seed, 50, p), { shape: 'pet', brandIndex: 3 * p });
    const model = await buildModel(product, labelWidth);
    const turns = [0, 0.5, -0.5, 0.2];
    const photos = turns.map((turn, i) => draw(model, world, new Random(seed, 51, p, i), turn).jpeg);
    products.push({ name: product.name, photos: await Promise.all(photos) });
    const { jpeg, box } = draw(model, world, new Random(seed, 52, p), 0.1);
    tiles.push(
      await sharp(await jpeg)
        .extract(around(box!))
        .resize({ ...tile, fit: 'cover' })
        .toBuffer(),
    );
  }
  const [width, height] = [3 * tile.width, tile.height];
  const together = await sharp({ create: { width, height, channels: 3, background: '#888' } })
    .composite(tiles.map((input, i) => ({ input, left: i * tile.width, top: 0 })))
    .jpeg({ quality: 90 })
    .toBuffer();
  return { products, together, width, height };
}

function draw(model: Model, world: World, random: Random, turn: number) {
  const { rgb, box, width, height } = renderPhoto(model, world, random, { ...photoSize, turn });
  return {
    box,
    jpeg: sharp(rgb, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 88 })
      .toBuffer(),
  };
}

function around([left, top, width, height]: readonly [number, number, number, number]) {
  const x = Math.max(0, Math.round(left - margin * width));
  const y = Math.max(0, Math.round(top - (margin / 3) * height));
  return {
    left: x,
    top: y,
    width: Math.min(photoSize.width - x, Math.round(width * (1 + 2 * margin))),
    height: Math.min(photoSize.height - y, Math.round(height * (1 + (2 * margin) / 3))),
  };
}
