import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '@shared/random';
import {
  buildModel,
  makeProduct,
  makeWorld,
  type Model,
  renderPhoto,
  type World,
} from '../../../build/sample';
import type { Shape } from '../../../build/sample/words';

const size = { width: 192, height: 256 };
const shapes: readonly Shape[] = ['pet', 'glass', 'jug', 'can', 'gable', 'brick', 'box', 'tub', 'pouch'];

describe('photos of one product', () => {
  let world: World;
  const models = new Map<Shape, Model>();

  beforeAll(async () => {
    world = await makeWorld(3, 4);
    for (const shape of shapes)
      models.set(shape, await buildModel(makeProduct(new Random(3), { shape }), 256));
  });

  const shoot = (shape: Shape, ...seeds: number[]) =>
    renderPhoto(models.get(shape)!, world, new Random(3, ...seeds), size);

  test.each(shapes)(
    '%s: the box touches what is seen of it on all four sides and leaves none out',
    (shape) => {
      for (let seed = 0; seed < 4; seed++) {
        const { box, mask, width, height, rgb } = shoot(shape, seed);
        expect(rgb.length).toBe(width * height * 3);
        const [left, top, w, h] = box!;
        const seen = [...mask.keys()].filter((i) => mask[i]);
        const xs = seen.map((i) => i % width);
        const ys = seen.map((i) => Math.floor(i / width));
        expect([left, top]).toEqual([Math.min(...xs), Math.min(...ys)]);
        expect([left + w - 1, top + h - 1]).toEqual([Math.max(...xs), Math.max(...ys)]);
        expect(seen.length).toBeGreaterThan(0.02 * width * height);
      }
    },
  );

  test('the same numbers give the same picture, others another', () => {
    const [a, b, c] = [shoot('can', 1), shoot('can', 1), shoot('can', 2)];
    expect(b.rgb.equals(a.rgb)).toBe(true);
    expect(c.rgb.equals(a.rgb)).toBe(false);
  });

  test('pictures are neither black nor blown out, and none has a hole', () => {
    for (const shape of shapes)
      for (let seed = 10; seed < 16; seed++) {
        const { rgb } = shoot(shape, seed);
        const mean = rgb.reduce((sum, v) => sum + v, 0) / rgb.length;
        expect(mean).toBeGreaterThan(30);
        expect(mean).toBeLessThan(225);
        // A wrong number in one sample would spread over the rest of the picture as black.
        expect(rgb.filter((v) => v === 0).length / rgb.length).toBeLessThan(0.2);
      }
  });
});
