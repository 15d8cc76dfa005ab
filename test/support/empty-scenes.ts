import sharp from 'sharp';
import { Random } from '../../shared/random';
import { buildModel } from '../../build/sample/shapes/build';
import { sampleProducts, sampleSpec } from '../../build/sample/sample';
import { drawLens } from '../../build/sample/photo/finish';
import { type Photo, shoot } from '../../build/sample/photo/render';
import { composeScene } from '../../build/sample/scene/compose';
import { makeWorld } from '../../build/sample/scene/world';
import type { Shape } from '../../build/sample/words';
import type { Box } from '../../shared/box';

/** A sample product photographed, and the same scene without it by another shot: other exposure, warmth and noise. */
export interface Pair {
  photo: Buffer;
  empty: Buffer;
  box: Box;
  held: boolean;
  shape: Shape;
}

/** The training products of the sample, `each` photos a product. */
export async function* emptyScenes(seed: number, each: number): AsyncGenerator<Pair> {
  const world = await makeWorld(seed);
  const { width, height, labelWidth } = sampleSpec;
  for (const [p, product] of sampleProducts(seed).train.entries()) {
    const model = await buildModel(product, labelWidth);
    for (let i = 0; i < each; i++) {
      const random = new Random(seed, 40, p, i);
      const scene = composeScene(random, world, model, {
        turn: random.normal() * 0.6,
        aspect: width / height,
      });
      const lens = drawLens(random, height);
      const other = drawLens(new Random(seed, 41, p, i), height);
      const held = scene.foreground.length === 2 && scene.foreground[1].floor === 0;
      const without = {
        ...scene,
        foreground: scene.foreground.filter(({ role }) => role !== 'subject'),
        // What stands casts the last two things in the background, its shadow.
        background: held ? scene.background : scene.background.slice(0, -2),
      };
      const taken = shoot(scene, lens, random, width, height);
      const box = boxOf(taken);
      const photo = await jpeg(taken);
      const empty = await jpeg(
        shoot(
          without,
          { ...lens, exposure: other.exposure, warmth: other.warmth, noise: other.noise },
          random,
          width,
          height,
        ),
      );
      if (box) yield { photo, empty, box, held, shape: product.brand.shape };
    }
  }
}

const jpeg = ({ rgb, width, height }: Photo) =>
  sharp(Buffer.from(rgb), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer();

function boxOf({ width, height, mask }: Photo): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  mask.forEach((one, i) => {
    if (!one) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, top, right, bottom] = [
      Math.min(left, x),
      Math.min(top, y),
      Math.max(right, x),
      Math.max(bottom, y),
    ];
  });
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}
