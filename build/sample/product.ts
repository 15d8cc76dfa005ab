import type { Random } from '@shared/random';
import type { Hsl } from './color';
import type { Face } from './label/text';
import { brands, categories, type Flavour, inventBrand, type Shape, slogans } from './words';

/** A package as data: what it looks like follows from this and nothing else. */
export interface Product {
  name: string;
  brand: Brand;
  flavour: Flavour;
  /** Seeds what is drawn at random on this product's label, such as the barcode. */
  seed: number;
}

/** What all flavours of a brand share: names, shape and layout. A family is one brand with several flavours. */
export interface Brand {
  latin: string;
  kana: string;
  japanese: boolean;
  noun: readonly [string, string];
  amount: string;
  slogan: readonly [string, string];
  flavours: readonly Flavour[];
  shape: Shape;
  /** Free numbers 0–1 that shape the package within its kind. */
  form: readonly number[];
  layout: Layout;
}

export interface Layout {
  ground: 'solid' | 'gradient' | 'split' | 'stripes' | 'burst' | 'dots' | 'waves';
  /** Which colour covers most of it. */
  base: 'flavour' | 'brand' | 'white' | 'kraft' | 'dark';
  title: 'plain' | 'banner' | 'oval' | 'diagonal' | 'vertical' | 'outlined';
  art: 'single' | 'cluster' | 'row' | 'window' | 'pattern';
  ribbon: 'pill' | 'band' | 'plain';
  titleFirst: boolean;
  latinFace: Face;
  japaneseFace: Face;
  brandColor: Hsl;
  seed: number;
}

export interface ProductOptions {
  /** Another flavour of this brand. */
  brand?: Brand;
  /** Shape of a new brand. */
  shape?: Shape;
  /** Flavours that are taken. */
  except?: readonly Flavour[];
  /** Brand name by its place in the list; an invented one where absent. */
  brandIndex?: number;
}

const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)];

/** Draws a product: a new brand, or another flavour of a given one. */
export function makeProduct(random: Random, options: ProductOptions = {}): Product {
  const brand = options.brand ?? makeBrand(random, options);
  const free = brand.flavours.filter((f) => !options.except?.includes(f));
  const flavour = pick(random, free.length ? free : brand.flavours);
  const name = brand.japanese
    ? `${brand.kana} ${brand.noun[1]} ${flavour.ja}`
    : `${brand.latin} ${brand.noun[0]} ${flavour.en}`;
  return { name, brand, flavour, seed: random.below(2 ** 31) };
}

function makeBrand(random: Random, { shape, brandIndex }: ProductOptions): Brand {
  const fitting = categories.filter((c) => !shape || c.shapes.includes(shape));
  const category = pick(random, fitting);
  const [latin, kana] =
    brandIndex === undefined ? inventBrand((n) => random.below(n)) : brands[brandIndex % brands.length];
  return {
    latin,
    kana,
    japanese: random.next() < 0.5,
    noun: pick(random, category.nouns),
    amount: pick(random, category.amounts),
    slogan: pick(random, slogans),
    flavours: category.flavours,
    shape: shape ?? pick(random, category.shapes),
    form: Array.from({ length: 8 }, () => random.next()),
    layout: makeLayout(random),
  };
}

function makeLayout(random: Random): Layout {
  return {
    ground: pick(random, ['solid', 'gradient', 'split', 'stripes', 'burst', 'dots', 'waves']),
    base: pick(random, ['flavour', 'flavour', 'brand', 'white', 'white', 'kraft', 'dark']),
    title: pick(random, ['plain', 'banner', 'oval', 'diagonal', 'vertical', 'outlined']),
    art: pick(random, ['single', 'single', 'cluster', 'row', 'window', 'pattern']),
    ribbon: pick(random, ['pill', 'band', 'plain']),
    titleFirst: random.next() < 0.75,
    latinFace: pick(random, ['comic', 'script', 'slab', 'fat', 'gothic', 'round']),
    japaneseFace: pick(random, ['gothic', 'mincho', 'round']),
    brandColor: [random.between(0, 360), random.between(0.45, 0.9), random.between(0.25, 0.5)],
    seed: random.below(2 ** 31),
  };
}
