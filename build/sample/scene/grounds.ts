import { Random } from '@shared/random';
import { hsl, mix, type Rgb } from '../color';
import { paintedTexture, type Texture } from '../texture';

/** Tables, floors and walls, computed. */

/** Smooth noise 0–1 that repeats after 1 in both directions; `cells` bumps a side, fewer or more by octave. */
function noise(random: Random, cells: number, octaves: number): (u: number, v: number) => number {
  const tables = Array.from({ length: octaves }, (_, o) =>
    Float32Array.from({ length: (cells << o) ** 2 }, () => random.next()),
  );
  return (u, v) => {
    let [sum, weight] = [0, 1];
    for (let o = 0; o < octaves; o++, weight *= 0.5) sum += weight * smooth(tables[o], cells << o, u, v);
    return sum / (2 - 2 * weight);
  };
}

function smooth(table: Float32Array, n: number, u: number, v: number): number {
  const wrap = (i: number) => ((i % n) + n) % n;
  const x = u * n;
  const y = v * n;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const ease = (t: number) => t * t * (3 - 2 * t);
  const fx = ease(x - x0);
  const fy = ease(y - y0);
  const at = (dx: number, dy: number) => table[wrap(y0 + dy) * n + wrap(x0 + dx)];
  return (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy;
}

const side = 256;

function wood(random: Random): Texture {
  const base = hsl(random.between(20, 38), random.between(0.25, 0.55), random.between(0.3, 0.68));
  const dark = mix(base, [0.1, 0.05, 0.02], 0.45);
  const grain = noise(random, 4, 4);
  const planks = 2 + random.below(4);
  const tone = Array.from({ length: planks }, () => random.between(-0.12, 0.12));
  return paintedTexture(side, side, (u, v) => {
    const plank = Math.floor(v * planks);
    const seam = Math.abs(v * planks - plank - 0.5) > 0.485 ? 0.6 : 0;
    const line = grain(u * 0.5 + plank * 0.37, v * 6) * 0.6 + grain(u, v * 2) * 0.3;
    return mix(base, dark, Math.min(1, Math.max(0, line + tone[plank] + seam - 0.1)));
  });
}

function tiles(random: Random): Texture {
  const base = hsl(random.between(0, 360), random.between(0, 0.2), random.between(0.45, 0.9));
  const joint = mix(base, [0.3, 0.3, 0.3], 0.6);
  const cloud = noise(random, 4, 4);
  const count = 2 + random.below(4);
  return paintedTexture(side, side, (u, v) => {
    const edge = (t: number) => Math.abs(t * count - Math.floor(t * count) - 0.5) > 0.47;
    return edge(u) || edge(v) ? joint : mix(base, [0.2, 0.2, 0.2], 0.28 * cloud(u, v));
  });
}

function stone(random: Random): Texture {
  const base = hsl(random.between(20, 240), random.between(0, 0.12), random.between(0.35, 0.88));
  const vein = mix(base, random.next() < 0.5 ? [0.15, 0.15, 0.18] : [0.98, 0.98, 0.98], 0.6);
  const [cloud, warp] = [noise(random, 3, 5), noise(random, 2, 3)];
  return paintedTexture(side, side, (u, v) => {
    const t = Math.abs(Math.sin(3 * Math.PI * (u + v + warp(u, v) * 1.5)));
    return mix(base, vein, Math.min(1, 0.7 * cloud(u, v) * (1 - t) ** 3 + 0.25 * cloud(u * 2, v * 2)));
  });
}

function cloth(random: Random): Texture {
  const a = hsl(random.between(0, 360), random.between(0.2, 0.7), random.between(0.4, 0.7));
  const count = 3 + random.below(6);
  const fold = noise(random, 3, 3);
  return paintedTexture(side, side, (u, v) => {
    const stripe = (t: number) => (Math.floor(t * count * 2) % 2 ? 0.5 : 0);
    const weave = 0.05 * ((Math.floor(u * side) + Math.floor(v * side)) % 2);
    const c = mix(a, [0.96, 0.95, 0.92], stripe(u) + stripe(v));
    return mix(c, [0, 0, 0], 0.3 * fold(u, v) + weave);
  });
}

function wall(random: Random): Texture {
  const base = hsl(random.between(0, 360), random.between(0.03, 0.35), random.between(0.35, 0.9));
  const cloud = noise(random, 2, 5);
  return paintedTexture(side, side, (u, v) => mix(base, [0.15, 0.15, 0.15], 0.35 * cloud(u, v)));
}

const kinds = [wood, wood, tiles, stone, cloth, wall];

/** `count` surfaces of mixed kinds. */
export const drawGrounds = (seed: number, count: number): Texture[] =>
  Array.from({ length: count }, (_, i) => kinds[i % kinds.length](new Random(seed, 11, i)));

/** Skin, mottled, from fair to dark. */
export const drawSkins = (seed: number): Texture[] =>
  [0.78, 0.68, 0.58, 0.42, 0.3].map((lightness, i) => {
    const random = new Random(seed, 12, i);
    const base = hsl(random.between(14, 26), 0.42, lightness);
    const red = hsl(8, 0.5, lightness * 0.82);
    const [blotch, fine] = [noise(random, 5, 3), noise(random, 24, 2)];
    return paintedTexture(128, 128, (u, v): Rgb => mix(base, red, blotch(u, v) * 0.55 + fine(u, v) * 0.25));
  });
