import { sharp } from '../../electron/engine/photos/sharp';
import { Random } from '@shared/random';
import { makeProduct, type Product } from './product';
import { type Box, renderPhoto, type RenderOptions } from './render-photo';
import { drawThing } from './scene/things';
import { makeWorld } from './scene/world';
import { buildModel } from './shapes/build';
import type { Model } from './shapes/model';
import { brands, type Shape } from './words';

/** One photo of the sample project. */
export interface SamplePhoto {
  group: 'train' | 'new' | 'unknown';
  /** `null` for things that are no products. */
  product: string | null;
  split: 'train' | 'val';
  fileName: string;
  jpeg: Buffer;
  /** What is seen of the product; `null` where there is none. */
  box: Box | null;
}

/** What the sample project holds: photos per product, and sizes in pixels. */
export const sampleSpec = {
  width: 384,
  height: 512,
  trainShapes: ['pet', 'pet', 'gable', 'can', 'pouch'],
  newShapes: ['glass', 'brick', 'tub', 'box'],
  trainPhotos: 40,
  valPhotos: 10,
  /** The first four show front, left, right and back, for registering. */
  newPhotos: 16,
  unknownPhotos: 60,
  /** Width of a label, unrolled. */
  labelWidth: 768,
} as const;

export const samplePhotoCount =
  sampleSpec.trainShapes.length * (sampleSpec.trainPhotos + sampleSpec.valPhotos) +
  sampleSpec.newShapes.length * sampleSpec.newPhotos +
  sampleSpec.unknownPhotos;

/** The products of the sample project. The first two are one brand in two flavours, as like as those are. */
export function sampleProducts(seed: number): { train: Product[]; fresh: Product[] } {
  const order = new Random(seed, 1).shuffled(brands.map((_, i) => i));
  const shapes: readonly Shape[] = [...sampleSpec.trainShapes, ...sampleSpec.newShapes];
  const products = shapes.map((shape, i) =>
    makeProduct(new Random(seed, 2, i), { shape, brandIndex: order[i] }),
  );
  const [{ brand, flavour }] = products;
  products[1] = makeProduct(new Random(seed, 3), { brand, except: [flavour] });
  const count = sampleSpec.trainShapes.length;
  return { train: products.slice(0, count), fresh: products.slice(count) };
}

/** Draws the photos of the sample project one after another; the same seed gives the same bytes. */
export async function* renderSample(seed: number): AsyncGenerator<SamplePhoto> {
  const world = await makeWorld(seed);
  let ahead: Promise<SamplePhoto> | undefined;
  let index = 0;
  for await (const { model, options, ...about } of shots(seed)) {
    const { rgb, box, width, height } = renderPhoto(model, world, new Random(seed, 4, index++), options);
    const before = ahead;
    // While this one is encoded on another thread, the next is drawn.
    ahead = sharp(rgb, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 88 })
      .toBuffer()
      .then((jpeg) => ({ ...about, box: about.product ? box : null, jpeg }));
    if (before) yield await before;
  }
  if (ahead) yield await ahead;
}

type Shot = Omit<SamplePhoto, 'jpeg' | 'box'> & { model: Model; options: RenderOptions };

const size = { width: sampleSpec.width, height: sampleSpec.height };
const number = (i: number) => `${String(i + 1).padStart(3, '0')}.jpg`;

async function* shots(seed: number): AsyncGenerator<Shot> {
  const { train, fresh } = sampleProducts(seed);
  for (const product of train) {
    const model = await buildModel(product, sampleSpec.labelWidth);
    for (let i = 0; i < sampleSpec.trainPhotos + sampleSpec.valPhotos; i++) {
      const split = i < sampleSpec.trainPhotos ? 'train' : 'val';
      yield { group: 'train', product: product.name, split, fileName: number(i), model, options: size };
    }
  }
  for (const product of fresh) {
    const model = await buildModel(product, sampleSpec.labelWidth);
    for (let i = 0; i < sampleSpec.newPhotos; i++) {
      const options = { ...size, turn: registeringViews[i] };
      yield { group: 'new', product: product.name, split: 'val', fileName: number(i), model, options };
    }
  }
  for (let i = 0; i < sampleSpec.unknownPhotos; i++) {
    const options = { ...size, stranger: true };
    const model = drawThing(new Random(seed, 5, i));
    yield { group: 'unknown', product: null, split: 'val', fileName: number(i), model, options };
  }
}

const registeringViews: readonly (number | undefined)[] = [0, Math.PI / 2, -Math.PI / 2, Math.PI];
