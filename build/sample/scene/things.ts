import type { Random } from '@shared/random';
import { hsl, mix, type Rgb } from '../color';
import { disc, patch, type Profile, revolution, type Vec3 } from '../geometry/mesh';
import { tube } from '../geometry/tube';
import { materials } from '../material';
import type { Model, Part } from '../shapes/model';
import { flatTexture, paintedTexture, type Texture } from '../texture';

/** Things that are no products: fruit, mugs, bowls, plain boxes, balls. */

/** A ball squeezed by `shape`, which gives the radius's factor at heights 0 (top) to 1. */
function ball(r: number, height: number, shape: (v: number) => number): Profile {
  return Array.from({ length: 21 }, (_, i) => {
    const v = i / 20;
    return [
      r * Math.sin(Math.PI * v) ** 0.9 * shape(v),
      height * (0.5 + 0.5 * Math.cos(Math.PI * v)),
    ] as const;
  });
}

function peel(random: Random, base: Rgb, other: Rgb): Texture {
  const phases = Array.from({ length: 6 }, () => random.between(0, 6.28));
  return paintedTexture(64, 64, (u, v) => {
    const t = phases.reduce(
      (s, p, k) => s + Math.sin(6.2832 * (k + 1) * u + p) * Math.cos((k + 2) * v * 3 + p),
      0,
    );
    const grain = random.between(-0.06, 0.06);
    return mix(base, other, Math.min(1, Math.max(0, 0.35 + 0.2 * t + grain)));
  });
}

const turned = (parts: Part[], height: number, halfWidth: number): Model => ({
  parts,
  height,
  halfWidth,
  halfDepth: halfWidth,
  flat: false,
});

function fruit(random: Random): Model {
  const [hue, light] = [
    [8, 0.42],
    [28, 0.52],
    [50, 0.55],
    [85, 0.45],
    [350, 0.6],
    [270, 0.25],
    [35, 0.45],
  ][random.below(7)];
  const base = hsl(hue + random.between(-6, 6), random.between(0.55, 0.9), light);
  const other = hsl(hue + random.between(-25, 30), 0.7, light + random.between(-0.12, 0.12));
  const r = random.between(0.32, 0.5);
  const height = r * random.between(1.6, 2.4);
  const pear = random.next() < 0.3 ? random.between(0.3, 0.6) : 0;
  const mesh = revolution(ball(r, height, (v) => 1 - pear * (1 - v) ** 2));
  const stem = tube(
    [
      [0, height * 0.94, 0],
      [0.02, height + 0.08, 0.02],
    ],
    [0.025, 0.018],
    6,
    9,
  );
  return turned(
    [
      {
        mesh,
        texture: peel(random, base, other),
        material: random.next() < 0.5 ? materials.board : materials.plastic,
      },
      { mesh: stem, texture: flatTexture([0.35, 0.24, 0.12]), material: materials.matte },
    ],
    height,
    r,
  );
}

function mug(random: Random): Model {
  const color = hsl(random.between(0, 360), random.between(0, 0.7), random.between(0.25, 0.9));
  const [r, h] = [random.between(0.36, 0.45), random.between(0.8, 1.05)];
  const side = random.next() < 0.5 ? -1 : 1;
  const handle: Vec3[] = [
    [side * r * 0.95, h * 0.82, 0],
    [side * r * 1.55, h * 0.76, 0.05],
    [side * r * 1.6, h * 0.4, 0.05],
    [side * r * 0.95, h * 0.2, 0],
  ];
  const meshes = [
    revolution([
      [r * 0.96, h],
      [r, h - 0.02],
      [r, h * 0.5],
      [r, 0.06],
      [r * 0.9, 0],
    ]),
    tube(handle, [0.07, 0.065, 0.065, 0.07], 18, 13),
  ];
  const inside = disc(r * 0.95, h - 0.015);
  return turned(
    [
      ...meshes.map((mesh) => ({ mesh, texture: flatTexture(color), material: materials.plastic })),
      {
        mesh: inside,
        texture: flatTexture(random.next() < 0.5 ? [0.2, 0.11, 0.05] : mix(color, [0, 0, 0], 0.4)),
        material: materials.matte,
      },
    ],
    h,
    r * 1.3,
  );
}

function bowl(random: Random): Model {
  const color = hsl(random.between(0, 360), random.between(0, 0.6), random.between(0.3, 0.92));
  const [r, h] = [random.between(0.6, 0.85), random.between(0.35, 0.55)];
  const wall: Profile = Array.from(
    { length: 10 },
    (_, i) => [r * (1 - 0.55 * (i / 9) ** 1.8), h * (1 - i / 9)] as const,
  );
  const food = hsl(random.between(10, 110), 0.6, random.between(0.35, 0.7));
  return turned(
    [
      { mesh: revolution(wall), texture: flatTexture(color), material: materials.plastic },
      {
        mesh: disc(r * 0.96, h - 0.03),
        texture: peel(random, food, mix(food, [1, 1, 1], 0.4)),
        material: materials.matte,
      },
    ],
    h,
    r,
  );
}

function plainBox(random: Random): Model {
  const kraft = random.next() < 0.5;
  const base = kraft
    ? hsl(32, 0.4, 0.55)
    : hsl(random.between(0, 360), random.between(0.1, 0.7), random.between(0.15, 0.8));
  const [w, d, h] = [random.between(0.4, 0.9), random.between(0.15, 0.6), random.between(0.3, 1.3)];
  const texture = paintedTexture(
    64,
    64,
    (u, v) => {
      const tape = kraft && Math.abs(u - 0.5) < 0.07 ? 0.35 : 0;
      const edge = Math.min(u, v, 1 - u, 1 - v) < 0.03 ? 0.15 : 0;
      return mix(mix(base, [0.9, 0.85, 0.7], tape), [0, 0, 0], edge);
    },
    false,
  );
  const c = [
    [-w, d],
    [w, d],
    [w, -d],
    [-w, -d],
    [-w, d],
  ];
  const meshes = [0, 1, 2, 3].map((i) =>
    patch([
      [c[i][0], h, c[i][1]],
      [c[i + 1][0], h, c[i + 1][1]],
      [c[i][0], 0, c[i][1]],
      [c[i + 1][0], 0, c[i + 1][1]],
    ]),
  );
  meshes.push(
    patch([
      [-w, h, -d],
      [w, h, -d],
      [-w, h, d],
      [w, h, d],
    ]),
  );
  return {
    parts: meshes.map((mesh) => ({ mesh, texture, material: materials.board })),
    height: h,
    halfWidth: w,
    halfDepth: d,
    flat: false,
  };
}

const kinds = [fruit, fruit, fruit, mug, mug, bowl, plainBox, plainBox];

export const drawThing = (random: Random): Model => kinds[random.below(kinds.length)](random);
