import type { Random } from '@shared/random';
import { drawLamps } from '../photo/light';
import { chain, move, pitch, type Pose, roll, yaw } from '../photo/pose';
import type { Model } from '../shapes/model';
import { holdingHand } from './hand';
import { phoneFocal, placed, type Placed, type Scene } from './scene';
import { neighbours, room, shadow, shelfEdge, shelvesBehind } from './surroundings';
import type { World } from './world';

/** How the subject is shown. */
export interface View {
  /** Which side faces the camera: 0 the front, π/2 the left one … (radians). */
  turn: number;
  /** Width of the picture over its height. */
  aspect: number;
}

/** Puts a thing before the camera: held up in a shop, standing on a table, or on a shelf. */
export function composeScene(random: Random, world: World, subject: Model, view: View): Scene {
  const kind = random.next();
  if (kind < 0.45) return held(random, world, subject, view);
  return standing(random, world, subject, view, kind < 0.75);
}

/** How far away the subject is to fill its share of the picture. */
function distanceFor(random: Random, { height, halfWidth, halfDepth }: Model, aspect: number): number {
  const share = random.between(0.5, 0.84);
  const across = 2 * Math.max(halfWidth, halfDepth);
  return phoneFocal * Math.max(height / share, across / (aspect * Math.min(0.8, share))) + halfDepth;
}

function held(random: Random, world: World, subject: Model, { turn, aspect }: View): Scene {
  const distance = distanceFor(random, subject, aspect);
  const { height, halfWidth: w, halfDepth: d } = subject;
  const [s, c] = [Math.abs(Math.sin(turn)), Math.abs(Math.cos(turn))];
  const [across, deep] = [w * c + d * s, w * s + d * c];
  const at = chain(
    move(random.between(-0.1, 0.1) * distance * aspect, random.between(-0.07, 0.07) * distance, -distance),
    roll(random.normal() * 0.16),
    pitch(random.between(-0.12, 0.5)),
  );
  const hand = holdingHand(random, world.skins[random.below(world.skins.length)], across, deep, height);
  return {
    lamps: drawLamps(random),
    background: shelvesBehind(random, world, distance * random.between(1.5, 3.5)),
    backgroundBlur: random.between(0.002, 0.012),
    foreground: [
      placed(subject.parts, chain(at, yaw(turn), move(0, -height / 2, 0)), 'subject'),
      placed(hand, at),
    ],
    focal: phoneFocal,
  };
}

function standing(random: Random, world: World, subject: Model, view: View, onTable: boolean): Scene {
  const distance = distanceFor(random, subject, view.aspect);
  const down = onTable ? random.between(0.08, 0.6) : random.between(0, 0.25);
  const camera: Pose = chain(
    roll(random.normal() * 0.05),
    move(
      random.between(-0.14, 0.14) * distance * view.aspect,
      random.between(-0.06, 0.06) * distance,
      -distance,
    ),
    pitch(down),
    yaw(random.between(-0.3, 0.3)),
    move(0, -subject.height / 2, 0),
  );
  const lamps = drawLamps(random);
  const { halfWidth, halfDepth } = subject;
  return {
    lamps,
    background: [
      ...room(random, world, camera),
      ...shadow(camera, halfWidth, halfDepth, lamps.key[0], random.between(0.5, 0.9)),
    ],
    backgroundBlur: random.between(0.001, 0.007),
    foreground: [
      placed(subject.parts, chain(camera, yaw(view.turn)), 'subject', 0.15),
      ...(onTable ? clutter(random, world, camera, subject) : aisle(random, world, camera, subject)),
    ],
    focal: phoneFocal,
  };
}

const aisle = (random: Random, world: World, camera: Pose, subject: Model): Placed[] => [
  ...neighbours(random, world, camera, Math.max(subject.halfWidth, subject.halfDepth)),
  ...shelfEdge(random, camera),
];

/** One or two other things further back. */
function clutter(random: Random, world: World, camera: Pose, subject: Model): Placed[] {
  return Array.from({ length: random.below(3) }, (_, i) => {
    const model = world.neighbours[random.below(world.neighbours.length)];
    const x = (i ? -1 : 1) * (subject.halfWidth + model.halfWidth + random.between(0.1, 0.9));
    return placed(
      model.parts,
      chain(camera, move(x, 0, -random.between(0.6, 1.6)), yaw(random.between(-3, 3))),
      'other',
      0.12,
    );
  });
}

/** A scene without a product: a thing from daily life, only shelves, or only a hand. */
export function composeStranger(random: Random, world: World, thing: Model, view: View): Scene {
  const kind = random.next();
  if (kind < 0.8) return composeScene(random, { ...world, neighbours: [thing] }, thing, view);
  const scene = held(random, world, thing, view);
  return { ...scene, foreground: kind < 0.9 ? scene.foreground.slice(1) : [], backgroundBlur: 0.0015 };
}
