import { Random } from '@shared/random';
import { makeProduct } from '../product';
import { buildModel } from '../shapes/build';
import type { Model } from '../shapes/model';
import type { Texture } from '../texture';
import { drawGrounds, drawSkins } from './grounds';
import { drawShelf } from './shelf';

/** What photos are taken among: other products, shelves full of them, tables and walls, hands. */
export interface World {
  neighbours: readonly Model[];
  shelves: readonly Texture[];
  grounds: readonly Texture[];
  skins: readonly Texture[];
}

const neighbourPixels = 320;

/** Draws a world once, for many photos. Its products are none of the sample's. */
export async function makeWorld(seed: number, neighbourCount = 16): Promise<World> {
  const neighbours = await Promise.all(
    Array.from({ length: neighbourCount }, (_, i) =>
      buildModel(makeProduct(new Random(seed, 21, i)), neighbourPixels),
    ),
  );
  return {
    neighbours,
    shelves: Array.from({ length: 5 }, (_, i) => drawShelf(new Random(seed, 22, i), neighbours)),
    grounds: drawGrounds(seed, 12),
    skins: drawSkins(seed),
  };
}
