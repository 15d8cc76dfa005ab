import type { Random } from '@shared/random';
import { drawLens } from './photo/finish';
import { type Photo, shoot } from './photo/render';
import { composeScene, composeStranger } from './scene/compose';
import type { World } from './scene/world';
import type { Model } from './shapes/model';

/** Left, top, width and height in pixels. */
export type Box = readonly [left: number, top: number, width: number, height: number];

export interface RenderOptions {
  width: number;
  height: number;
  /** Which side faces the camera, radians: 0 the front, π/2 the left side; drawn at random where absent. */
  turn?: number;
  /** The thing is no product: now and then it is left out, and only its surroundings are shown. */
  stranger?: boolean;
}

/** Photographs a model somewhere in the world; `box` frames what is seen of it, `null` where nothing is. */
export function renderPhoto(
  model: Model,
  world: World,
  random: Random,
  { width, height, turn, stranger }: RenderOptions,
): Photo & { box: Box | null } {
  const compose = stranger ? composeStranger : composeScene;
  const scene = compose(random, world, model, {
    turn: turn ?? drawTurn(random, model),
    aspect: width / height,
  });
  const photo = shoot(scene, drawLens(random, height), random, width, height);
  return { ...photo, box: boxOf(photo) };
}

/** Mostly the front, sometimes any side; flat packages never from the edge. */
function drawTurn(random: Random, { flat }: Model): number {
  if (flat) return (random.next() < 0.7 ? 0 : Math.PI) + random.between(-0.9, 0.9);
  return random.next() < 0.65 ? random.normal() * 0.6 : random.between(-Math.PI, Math.PI);
}

function boxOf({ width, height, mask }: Photo): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (!mask[i]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  return right < 0 ? null : [left, top, right - left + 1, bottom - top + 1];
}
