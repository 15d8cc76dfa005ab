import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Random } from '@shared/random';
import { buildModel, makeProduct, makeWorld, type Product, renderPhoto, type World } from '../sample';

/** How much of the training world is drawn, and which part of it this process draws. */
export interface WorldOptions {
  folder: string;
  /** Brands; each comes in one to five flavours that look nearly the same. */
  families: number;
  photosPerProduct: number;
  /** This process draws the families whose number leaves `part` when divided by `parts`. */
  part: number;
  parts: number;
}

const seed = 77;
const photoSize = { width: 256, height: 256 };
const labelPixels = 384;
const familiesPerWorld = 24;

/**
 * Draws the training world: folder/<family>-<flavour>/<photo>.jpg. A family that is there already is left alone, so
 * that drawing can be stopped and gone on with. Photo k of a product is the same however often it is drawn.
 */
export async function drawWorld(options: WorldOptions, onFamily: (done: number) => void): Promise<void> {
  let world: World | undefined;
  let worldIndex = -1;
  for (let family = options.part; family < options.families; family += options.parts) {
    const index = Math.floor(family / familiesPerWorld);
    if (await exists(join(options.folder, `${name(family)}-0`))) continue;
    if (index !== worldIndex) world = await makeWorld(seed * 1000 + index, 10);
    worldIndex = index;
    await drawFamily(family, world!, options);
    onFamily(family);
  }
}

async function drawFamily(family: number, world: World, { folder, photosPerProduct }: WorldOptions) {
  const products = inventFamily(new Random(seed, 1, family));
  // The first product goes last: its folder says that all of the family is there.
  for (let i = products.length - 1; i >= 0; i--) {
    const target = join(folder, `${name(family)}-${i}`);
    if (await exists(target)) continue;
    const model = await buildModel(products[i], labelPixels);
    await mkdir(`${target}.part`, { recursive: true });
    for (let k = 0; k < photosPerProduct; k++) {
      const photo = renderPhoto(model, world, new Random(seed, 2, family, i, k), photoSize);
      const jpeg = await sharp(photo.rgb, { raw: { ...photoSize, channels: 3 } })
        .jpeg({ quality: 85 })
        .toBuffer();
      await writeFile(join(`${target}.part`, `${String(k).padStart(2, '0')}.jpg`), jpeg);
    }
    await rename(`${target}.part`, target);
  }
}

/** A brand in one to five flavours: the hard cases differ in a colour, a fruit and a word. */
function inventFamily(random: Random): Product[] {
  const first = makeProduct(random);
  const products = [first];
  const wanted = 1 + random.below(5);
  while (products.length < wanted) {
    const except = products.map(({ flavour }) => flavour);
    if (except.length >= first.brand.flavours.length) break;
    products.push(makeProduct(random, { brand: first.brand, except }));
  }
  return products;
}

const name = (family: number) => String(family).padStart(5, '0');

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
