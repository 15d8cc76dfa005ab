import type { Product } from '../product';
import type { Shape } from '../words';
import { brick, gable, pouch, snackBox } from './angular';
import type { Model } from './model';
import { can, glass, jug, pet, tub } from './round';

const makers: Record<Shape, (product: Product, pixels: number) => Promise<Model>> = {
  pet,
  glass,
  jug,
  can,
  gable,
  brick,
  box: snackBox,
  tub,
  pouch,
};

/** The product's body and its printed skin; `pixels` is the width of the whole label, unrolled. */
export const buildModel = (product: Product, pixels: number): Promise<Model> =>
  makers[product.brand.shape](product, pixels);
