import type { Random } from '@shared/random';
import { hsl } from '../color';
import { patch, type Vec3 } from '../geometry/mesh';
import { materials } from '../material';
import { chain, move, pitch, type Pose, roll, still, yaw } from '../photo/pose';
import type { Part } from '../shapes/model';
import { flatTexture, type Texture } from '../texture';
import { placed, type Placed } from './scene';
import type { World } from './world';

/** What is around and behind. */

const pick = <T>(random: Random, items: readonly T[]): T => items[random.below(items.length)];

/** A flat piece `w` × `h` around the origin, facing +z, its texture repeated every `every` units. */
function board(texture: Texture, w: number, h: number, every: number, material = materials.matte): Part {
  const corners: [Vec3, Vec3, Vec3, Vec3] = [
    [-w / 2, h / 2, 0],
    [w / 2, h / 2, 0],
    [-w / 2, -h / 2, 0],
    [w / 2, -h / 2, 0],
  ];
  return { mesh: patch(corners, [0, 0, w / every, h / every], 33), texture, material };
}

/** A wall of shelves `distance` away, seen at an angle, as behind a hand that holds something up in a shop. */
export function shelvesBehind(random: Random, world: World, distance: number): Placed[] {
  const pose = chain(
    move(random.between(-2, 2), random.between(-2, 2), -distance),
    roll(random.between(-0.5, 0.5)),
    pitch(random.between(-0.25, 0.35)),
    yaw(random.between(-0.7, 0.7)),
  );
  const shelf = board(pick(random, world.shelves), distance * 5, distance * 5, 8);
  return [placed([shelf], pose), ...frameBars(random, distance)];
}

/** Now and then the bars of a fridge door. */
function frameBars(random: Random, distance: number): Placed[] {
  if (random.next() < 0.7) return [];
  const grey = random.between(0.25, 0.85);
  const bar = board(flatTexture(hsl(210, 0.08, grey)), 0.5, 30, 1, materials.steel);
  const x = random.between(-0.45, 0.45) * distance;
  return [placed([bar], chain(move(x, 0, -distance * 0.85), roll(random.between(-0.25, 0.25))))];
}

/** A floor at y = 0 and something behind it, in the space of a thing that stands at the origin. */
export function room(random: Random, world: World, camera: Pose): Placed[] {
  const floor = board(pick(random, world.grounds), 60, 60, random.between(2.5, 7), materials.board);
  const flat = chain(move(0, -0.005, -12), pitch(-Math.PI / 2), roll(random.between(0, Math.PI)));
  const depth = random.between(1.6, 9);
  const backing =
    random.next() < 0.4
      ? board(pick(random, world.shelves), 60, 40, 8)
      : board(pick(random, world.grounds), 60, 40, random.between(5, 12));
  const wall = chain(move(0, 4, -depth), yaw(random.between(-0.25, 0.25)));
  return [placed([floor], chain(camera, turnedFloor(flat))), placed([backing], chain(camera, wall))];
}

const turnedFloor = (pose: Pose): Pose => chain(pose, still);

/** A soft dark patch on the floor under a thing, drawn out away from the light. */
export function shadow(
  camera: Pose,
  halfWidth: number,
  halfDepth: number,
  lightX: number,
  strength: number,
): Placed[] {
  const soft = board(softShadow(strength), 1, 1, 1);
  const at = (dx: number, dz: number, w: number, d: number, y: number) =>
    placed([soft], chain(camera, move(dx, y, dz), pitch(-Math.PI / 2), [w, 0, 0, 0, 0, d, 0, 0, 0, 0, 1, 0]));
  const reach = -lightX * 1.4;
  return [
    at(reach * 0.5, -0.25, 4.2 * halfWidth + Math.abs(reach), 4.4 * halfDepth + 0.5, 0.002),
    at(0, 0, 3 * halfWidth, 3 * halfDepth, 0.004),
  ];
}

const shadows = new Map<number, Texture>();

/** Black, most opaque in the middle. */
function softShadow(strength: number): Texture {
  const step = Math.round(strength * 10) / 10;
  const known = shadows.get(step);
  if (known) return known;
  const side = 48;
  const pixels = new Float32Array(side * side * 4);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const r = Math.min(1, Math.hypot(x - 23.5, y - 23.5) / 24);
      pixels[(y * side + x) * 4 + 3] = step * (1 - r * r) ** 2;
    }
  const texture = { levels: [{ width: side, height: side, pixels }], tiles: false };
  shadows.set(step, texture);
  return texture;
}

/** Neighbours on both sides of a thing on a shelf, and the shelf's edge with price tags below. */
export function neighbours(random: Random, world: World, camera: Pose, halfWidth: number): Placed[] {
  const out: Placed[] = [];
  for (const side of [-1, 1]) {
    let x = halfWidth * 1.05;
    for (let n = random.below(4); n > 0; n--) {
      const model = pick(random, world.neighbours);
      x += model.halfWidth * 1.1;
      const turn = random.between(-0.35, 0.35);
      const pose = chain(camera, move(side * x, 0, random.between(-0.7, 0.05)), yaw(turn));
      out.push(placed(model.parts, pose, 'other', 0.12));
      x += model.halfWidth * 1.05 + random.between(0, 0.12);
    }
  }
  return out;
}

export function shelfEdge(random: Random, camera: Pose): Placed[] {
  const grey = random.between(0.55, 0.95);
  const edge = board(
    flatTexture(hsl(random.between(0, 360), random.between(0, 0.25), grey)),
    60,
    0.35,
    1,
    materials.plastic,
  );
  const front = random.between(0.75, 1);
  const tags = Array.from({ length: 7 }, (_, i) => {
    const white = board(
      flatTexture(random.next() < 0.3 ? [0.98, 0.87, 0.25] : [0.97, 0.97, 0.95]),
      0.52,
      0.28,
      1,
    );
    const price = board(flatTexture([0.7, 0.1, 0.1]), 0.22, 0.11, 1);
    const x = (i - 3) * 1.25 + random.between(-0.3, 0.3);
    return [
      placed([white], chain(camera, move(x, -0.17, front + 0.01))),
      placed([price], chain(camera, move(x + 0.08, -0.2, front + 0.02))),
    ];
  });
  return [placed([edge], chain(camera, move(0, -0.175, front))), ...tags.flat()];
}
