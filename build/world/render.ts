import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Random } from '@shared/random';
import {
  buildModel,
  drawThing,
  makeProduct,
  makeWorld,
  type Photo,
  type Product,
  renderPhoto,
  type World,
} from '../sample';

/** How much of the training world is drawn, and which part of it this process draws. */
export interface WorldOptions {
  folder: string;
  /** Brands; each comes in one to five flavours that look nearly the same. */
  families: number;
  photosPerProduct: number;
  /** This process draws the worlds, of 24 families each, whose number leaves `part` when divided by `parts`. */
  part: number;
  parts: number;
}

const seed = 77;
const photoSize = { width: 256, height: 256 };
const labelPixels = 384;
const familiesPerWorld = 24;
const strangersPerWorld = 24;

/**
 * Draws the training world: folder/<family>-<flavour>/<photo>.jpg, and folder/strangers/<world>-<photo>.jpg of things
 * that are no products. What is there already is left alone, so that drawing can be stopped and gone on with.
 */
export async function drawWorld(options: WorldOptions, onFamily: (done: number) => void): Promise<void> {
  await mkdir(join(options.folder, 'strangers'), { recursive: true });
  for (let index = options.part; index * familiesPerWorld < options.families; index += options.parts) {
    const first = index * familiesPerWorld;
    const last = Math.min(first + familiesPerWorld, options.families);
    if (await exists(strangerPath(options, index, strangersPerWorld - 1))) continue;
    const world = await makeWorld(seed * 1000 + index, 10);
    for (let family = first; family < last; family++) {
      await drawFamily(family, world, options);
      onFamily(family);
    }
    await drawStrangers(index, world, options);
  }
}

const strangerPath = ({ folder }: WorldOptions, index: number, k: number) =>
  join(folder, 'strangers', `${name(index)}-${String(k).padStart(2, '0')}.jpg`);

async function drawStrangers(index: number, world: World, options: WorldOptions): Promise<void> {
  for (let k = 0; k < strangersPerWorld; k++) {
    const thing = drawThing(new Random(seed, 3, index, k));
    const random = new Random(seed, 4, index, k);
    await write(
      strangerPath(options, index, k),
      renderPhoto(thing, world, random, { ...photoSize, stranger: true }),
    );
  }
}

async function write(path: string, { rgb }: Photo): Promise<void> {
  await writeFile(
    path,
    await sharp(rgb, { raw: { ...photoSize, channels: 3 } })
      .jpeg({ quality: 85 })
      .toBuffer(),
  );
}

async function drawFamily(family: number, world: World, { folder, photosPerProduct }: WorldOptions) {
  const products = inventFamily(new Random(seed, 1, family));
  for (let i = 0; i < products.length; i++) {
    const target = join(folder, `${name(family)}-${i}`);
    if (await exists(target)) continue;
    const model = await buildModel(products[i], labelPixels);
    await mkdir(`${target}.part`, { recursive: true });
    for (let k = 0; k < photosPerProduct; k++) {
      const photo = renderPhoto(model, world, new Random(seed, 2, family, i, k), photoSize);
      await write(join(`${target}.part`, `${String(k).padStart(2, '0')}.jpg`), photo);
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
