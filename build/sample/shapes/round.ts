import { hsl, type Rgb } from '../color';
import { disc, type Profile, revolution } from '../geometry/mesh';
import { paletteOf } from '../label/palette';
import { roundCuts, topSvg, wrapSvg } from '../label/wrap';
import { materials } from '../material';
import type { Product } from '../product';
import { flatTexture, paintedTexture, svgTexture, type Texture } from '../texture';
import type { Model, Part } from './model';

/** Bottles, cans and tubs. */

/** A smooth step of the radius from one height to another, as profile points. */
function shoulder(
  r0: number,
  y0: number,
  r1: number,
  y1: number,
  bulge: number,
  steps = 9,
): [number, number][] {
  return Array.from({ length: steps }, (_, i) => {
    const t = i / (steps - 1);
    const s = (1 - Math.cos(Math.PI * t ** bulge)) / 2;
    return [r0 + (r1 - r0) * s, y0 + (y1 - y0) * t];
  });
}

const straight = (r: number, from: number, to: number, steps = 5): [number, number][] =>
  Array.from({ length: steps }, (_, i) => [r, from + ((to - from) * i) / (steps - 1)]);

/** A rounded foot below a wall of radius r that ends at height y. */
const foot = (r: number, y: number): [number, number][] => [
  [r, y],
  [r * 0.99, y * 0.5],
  [r * 0.94, y * 0.18],
  [r * 0.86, 0],
];

async function sleeve(
  product: Product,
  radius: number,
  top: number,
  bottom: number,
  pixels: number,
): Promise<Part> {
  const height = Math.round((pixels * (top - bottom)) / (2 * Math.PI * radius));
  return {
    mesh: revolution(straight(radius * 1.006, top, bottom)),
    texture: await svgTexture(wrapSvg(product, pixels, height, roundCuts)),
    material: product.brand.form[7] < 0.5 ? materials.film : materials.board,
  };
}

/** A cap with ridges; its top is a disc of the same colour. */
function cap(color: Rgb, radius: number, top: number, height: number): Part[] {
  const ridges = paintedTexture(96, 1, (u) => {
    const k = Math.floor(u * 96) % 2 ? 1 : 0.72;
    return [color[0] * k, color[1] * k, color[2] * k];
  });
  const side: Profile = [
    [radius * 0.9, top],
    [radius, top - height * 0.12],
    [radius, top - height * 0.8],
    [radius, top - height],
  ];
  return [
    { mesh: revolution(side, 32), texture: ridges, material: materials.plastic },
    { mesh: disc(radius * 0.91, top), texture: flatTexture(color), material: materials.plastic },
  ];
}

/** Liquid up to `level` (share of the height from the top), air above it. */
function contents(color: Rgb, opacity: number, level: number): Texture {
  const texture = paintedTexture(1, 64, (_, v) => (v < level ? [0.9, 0.95, 0.95] : color), false);
  const pixels = texture.levels[0].pixels;
  for (let row = 0; row < 64; row++) pixels[row * 4 + 3] = row / 64 < level ? 0.1 : opacity;
  return { levels: [texture.levels[0]], tiles: false };
}

function liquid({ brand, flavour }: Product): readonly [Rgb, number] {
  const [h, s, l] = flavour.color;
  const noun = brand.noun[0];
  if (noun === 'Water' || noun === 'Soda' || noun === 'Sparkling') return [hsl(h, s * 0.4, 0.85), 0.08];
  if (noun === 'Coffee') return [hsl(24, 0.6, 0.1 + l * 0.4), 0.92];
  if (noun === 'Leaf Garden') return [hsl(44, 0.8, 0.42), 0.5];
  return [hsl(h, s * 0.9, Math.min(0.62, l + 0.08)), 0.85];
}

export async function pet(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  const height = 1.95 + 0.4 * f[1];
  const r = 0.31 + 0.05 * f[2];
  const neck = 0.125;
  const [body, waist] = [height * (0.66 + 0.06 * f[3]), height * (0.26 + 0.08 * f[4])];
  const rib = (y: number) => r * (0.985 + 0.02 * Math.cos(y * (30 + 25 * f[5])));
  const low = Array.from({ length: 14 }, (_, i) => waist - ((waist - 0.1) * i) / 13);
  const profile: Profile = [
    ...straight(neck, height - 0.12, height - 0.2, 2),
    ...shoulder(neck, height - 0.2, r, body, 0.8 + 0.7 * f[6], 11),
    ...straight(r, body, waist, 6),
    ...low.map((y): [number, number] => [rib(y), y]),
    ...foot(r, 0.09),
  ];
  const [color, opacity] = liquid(product);
  return {
    height,
    halfWidth: r,
    halfDepth: r,
    flat: false,
    parts: [
      {
        mesh: revolution(profile),
        texture: contents(color, opacity, 0.08 + 0.06 * f[2]),
        material: materials.pet,
      },
      await sleeve(product, r, body - 0.02, waist, pixels),
      ...cap(f[0] < 0.5 ? [0.95, 0.95, 0.95] : paletteOf(product).brand, 0.15, height, 0.17),
    ],
  };
}

export async function glass(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  const height = 2.1 + 0.5 * f[1];
  const r = 0.29 + 0.05 * f[2];
  const body = height * (0.5 + 0.1 * f[3]);
  const neckEnd = height * (0.76 + 0.06 * f[4]);
  const profile: Profile = [
    ...straight(0.115, height - 0.06, neckEnd, 5),
    ...shoulder(0.115, neckEnd, r, body, 0.8 + 0.6 * f[5], 11),
    ...straight(r, body, 0.1, 9),
    ...foot(r, 0.1),
  ];
  const brown = f[6] < 0.35;
  const [color, opacity] = brown ? ([hsl(26, 0.75, 0.16), 0.85] as const) : liquid(product);
  const top = body - 0.08;
  return {
    height,
    halfWidth: r,
    halfDepth: r,
    flat: false,
    parts: [
      { mesh: revolution(profile), texture: contents(color, opacity, 0.16), material: materials.glass },
      await sleeve(product, r, top, Math.max(0.16, top - (0.75 + 0.2 * f[0])), pixels),
      ...cap(f[7] < 0.5 ? [0.75, 0.72, 0.66] : paletteOf(product).accent, 0.14, height, 0.1),
    ],
  };
}

/** A squat bottle of coloured plastic with a pump or a flip top. */
export async function jug(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  const height = 1.75 + 0.3 * f[1];
  const r = 0.42 + 0.06 * f[2];
  const body = height * 0.7;
  const { base, brand } = paletteOf(product);
  const profile: Profile = [
    ...shoulder(0.14, height - 0.2, r, body, 0.6 + 0.5 * f[3], 11),
    ...straight(r, body, 0.1, 7),
    ...foot(r, 0.1),
  ];
  const capRadius = f[4] < 0.5 ? 0.17 : 0.24;
  return {
    height,
    halfWidth: r,
    halfDepth: r,
    flat: false,
    parts: [
      { mesh: revolution(profile), texture: flatTexture(base), material: materials.plastic },
      await sleeve(product, r, body - 0.05, 0.16, pixels),
      ...cap(f[5] < 0.5 ? [0.95, 0.95, 0.93] : brand, capRadius, height, 0.3),
    ],
  };
}

export async function can(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  const r = f[1] < 0.3 ? 0.265 : 0.33;
  const height = f[2] < 0.5 ? 1.22 : f[2] < 0.8 ? 1.04 : 1.66;
  const rim = r * 0.82;
  const side = (from: number, to: number): Profile => [
    [rim * 1.02, from],
    ...shoulder(rim * 1.02, from, r, from - 0.1, 1, 5),
    ...straight(r, from - 0.1, to + 0.06),
    [r * 0.97, to + 0.03],
    [r * 0.9, to],
  ];
  const pixelHeight = Math.round((pixels * (height - 0.05)) / (2 * Math.PI * r));
  return {
    height,
    halfWidth: r,
    halfDepth: r,
    flat: false,
    parts: [
      {
        mesh: revolution(side(height - 0.03, 0.02)),
        texture: await svgTexture(wrapSvg(product, pixels, pixelHeight, roundCuts)),
        material: materials.tin,
      },
      {
        mesh: revolution([
          [rim, height],
          [rim * 1.04, height - 0.015],
          [rim * 1.02, height - 0.035],
        ]),
        texture: flatTexture([0.8, 0.8, 0.82]),
        material: materials.steel,
      },
      { mesh: disc(rim, height - 0.012), texture: await svgTexture(tabSvg), material: materials.steel },
      {
        mesh: revolution([
          [r * 0.91, 0.025],
          [r * 0.8, 0],
        ]),
        texture: flatTexture([0.7, 0.7, 0.72]),
        material: materials.steel,
      },
    ],
  };
}

const tabSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128"><rect width="128" height="128" fill="#c4c4c8"/>' +
  '<circle cx="64" cy="64" r="52" fill="none" stroke="#77777c" stroke-width="5"/><ellipse cx="64" cy="88" rx="22" ry="17" fill="none" stroke="#88888c" stroke-width="3"/>' +
  '<rect x="52" y="34" width="24" height="46" rx="12" fill="#9a9aa0"/><circle cx="64" cy="48" r="7" fill="#6a6a70"/></svg>';

export async function tub(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  const tall = f[1] < 0.35;
  const r = tall ? 0.42 : 0.48 + 0.1 * f[2];
  const height = tall ? 1.1 : 0.62 + 0.25 * f[3];
  const low = r * (0.7 + 0.15 * f[4]);
  const wall: Profile = Array.from({ length: 9 }, (_, i) => [
    r + ((low - r) * i) / 8,
    height - 0.06 - ((height - 0.06) * i) / 8,
  ]);
  const pixelHeight = Math.round((pixels * height) / (2 * Math.PI * r));
  const { brand } = paletteOf(product);
  const lid: Rgb = f[5] < 0.6 ? [0.95, 0.95, 0.94] : brand;
  return {
    height,
    halfWidth: r * 1.05,
    halfDepth: r * 1.05,
    flat: false,
    parts: [
      {
        mesh: revolution(wall),
        texture: await svgTexture(wrapSvg(product, pixels, pixelHeight, roundCuts)),
        material: f[6] < 0.5 ? materials.board : materials.plastic,
      },
      {
        mesh: revolution([
          [r, height],
          [r * 1.05, height - 0.02],
          [r * 1.05, height - 0.09],
          [r, height - 0.1],
        ]),
        texture: flatTexture(lid),
        material: materials.plastic,
      },
      {
        mesh: disc(r * 1.01, height),
        texture: await svgTexture(topSvg(product, pixels >> 2)),
        material: f[7] < 0.5 ? materials.foil : materials.plastic,
      },
    ],
  };
}
