import type { Random } from '@shared/random';
import { hsl } from '../color';
import { patch } from '../geometry/mesh';
import { materials } from '../material';
import { emptyFrame } from '../photo/frame';
import { drawLamps, type Light, litTable, tableLight } from '../photo/light';
import { chain, move, scale, still, yaw } from '../photo/pose';
import { Raster } from '../photo/raster';
import type { Model } from '../shapes/model';
import { flatTexture, mipmapped, type Texture } from '../texture';

const side = 512; // texels
const extent = 8; // units of 10 cm that the texture shows
const far = 40; // far enough to be all but parallel

/** A wall of shelves full of products with price tags, as a texture that repeats. */
export function drawShelf(random: Random, models: readonly Model[]): Texture {
  const frame = emptyFrame('shelf', side, side);
  const raster = new Raster(frame, { focal: (side / extent) * far, cx: side / 2, cy: side / 2 });
  const light = tableLight(drawLamps(random));
  const rows = 3;
  const panel = hsl(random.between(0, 360), random.between(0, 0.15), random.between(0.12, 0.7));
  const board = hsl(random.between(20, 220), random.between(0, 0.2), random.between(0.5, 0.92));
  rectangle(raster, light, panel, -extent / 2, -extent / 2, extent, extent, -2);
  for (let row = 0; row < rows; row++) {
    const y = -extent / 2 + (row * extent) / rows;
    fillRow(raster, light, random, models, y + 0.3, extent / rows - 0.35);
    rectangle(raster, light, board, -extent / 2, y, extent, 0.3, 1);
    for (let x = -extent / 2 + 0.3; x < extent / 2 - 0.6; x += random.between(0.9, 2))
      priceTag(raster, light, random, x, y);
  }
  return mipmapped({ width: side, height: side, pixels: frame.pixels.slice() }, true);
}

/** Each product a few times beside itself, one after the other, scaled to fit. */
function fillRow(
  raster: Raster,
  light: Light,
  random: Random,
  models: readonly Model[],
  y: number,
  room: number,
): void {
  for (let x = -extent / 2; x < extent / 2;) {
    const model = models[random.below(models.length)];
    const size = Math.min(1, (room * random.between(0.85, 1)) / model.height);
    const width = 2 * model.halfWidth * size * 1.06;
    for (let n = 1 + random.below(4); n > 0 && x < extent / 2; n--, x += width) {
      const pose = chain(
        move(x + width / 2, y, -far + random.between(-0.3, 0)),
        yaw(random.between(-0.15, 0.15)),
        scale(size),
      );
      for (const part of model.parts)
        raster.draw({ ...part, lit: litTable(light, part.material), owner: 1 }, pose);
    }
  }
}

type Rgb = Parameters<typeof flatTexture>[0];

function rectangle(
  raster: Raster,
  light: Light,
  color: Rgb,
  x: number,
  y: number,
  w: number,
  h: number,
  z: number,
): void {
  const mesh = patch(
    [
      [x, y + h, z - far],
      [x + w, y + h, z - far],
      [x, y, z - far],
      [x + w, y, z - far],
    ],
    [0, 0, 1, 1],
    3,
  );
  const material = materials.matte;
  raster.draw(
    { mesh, texture: flatTexture(color), material, lit: litTable(light, material), owner: 1 },
    still,
  );
}

function priceTag(raster: Raster, light: Light, random: Random, x: number, y: number): void {
  const yellow = random.next() < 0.3;
  rectangle(raster, light, yellow ? [0.98, 0.88, 0.2] : [0.97, 0.97, 0.95], x, y + 0.04, 0.5, 0.24, 1.05);
  rectangle(raster, light, [0.75, 0.12, 0.1], x + 0.2, y + 0.08, 0.22, 0.1, 1.1);
  rectangle(raster, light, [0.25, 0.25, 0.25], x + 0.04, y + 0.2, 0.3, 0.035, 1.1);
}
