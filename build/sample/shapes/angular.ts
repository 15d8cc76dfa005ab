import { mix, type Rgb } from '../color';
import { disc, type Mesh, patch, revolution, gridMesh, type Vec3 } from '../geometry/mesh';
import { paletteOf } from '../label/palette';
import { type Cuts, topSvg, wrapSvg } from '../label/wrap';
import { materials } from '../material';
import type { Product } from '../product';
import { flatTexture, svgTexture } from '../texture';
import type { Model, Part } from './model';

/** Cartons, boxes and pouches. */

/** The four upright sides of a box, front first and then to the right, each with its share of the wrap. */
function sides(w: number, d: number, h: number, cuts: Cuts, top: number): Mesh[] {
  const corner = [
    [-w, d],
    [w, d],
    [w, -d],
    [-w, -d],
    [-w, d],
  ];
  return [0, 1, 2, 3].map((i) => {
    const [[x0, z0], [x1, z1]] = [corner[i], corner[i + 1]];
    return patch(
      [
        [x0, h, z0],
        [x1, h, z1],
        [x0, 0, z0],
        [x1, 0, z1],
      ],
      [cuts[i], top, cuts[i + 1], 1],
      11,
    );
  });
}

/** Cuts of a box of half width w and half depth d. */
function boxCuts(w: number, d: number): Cuts {
  const whole = 4 * (w + d);
  return [0, (2 * w) / whole, (2 * (w + d)) / whole, (4 * w + 2 * d) / whole, 1];
}

export async function gable(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  const [w, d] = [0.36 + 0.06 * f[1], 0.34 + 0.06 * f[1]];
  const wall = f[2] < 0.6 ? 1.75 + 0.2 * f[3] : 1.05 + 0.2 * f[3];
  const [roof, fin] = [d * 0.85, 0.16];
  const cuts = boxCuts(w, d);
  const top = roof / (wall + roof);
  const skin = await svgTexture(
    wrapSvg(product, pixels, Math.round((pixels * (wall + roof)) / (4 * (w + d))), cuts, top),
  );
  const [ridge, edge] = [wall + roof, wall + roof + fin];
  const ridgeDepth = 0.02;
  const slopes = [
    patch(
      [
        [-w, ridge, ridgeDepth],
        [w, ridge, ridgeDepth],
        [-w, wall, d],
        [w, wall, d],
      ],
      [cuts[0], 0, cuts[1], top],
    ),
    patch(
      [
        [w, ridge, -ridgeDepth],
        [-w, ridge, -ridgeDepth],
        [w, wall, -d],
        [-w, wall, -d],
      ],
      [cuts[2], 0, cuts[3], top],
    ),
    patch(
      [
        [w * 0.8, ridge, 0.001],
        [w * 0.8, ridge, -0.001],
        [w, wall, d],
        [w, wall, -d],
      ],
      [cuts[1], 0, cuts[2], top],
    ),
    patch(
      [
        [-w * 0.8, ridge, -0.001],
        [-w * 0.8, ridge, 0.001],
        [-w, wall, -d],
        [-w, wall, d],
      ],
      [cuts[3], 0, cuts[4], top],
    ),
  ];
  const fins: Mesh[] = [1, -1].map((s) =>
    patch(
      [
        [-w * s, edge, s * 0.02],
        [w * s, edge, s * 0.02],
        [-w * s, ridge, s * 0.02],
        [w * s, ridge, s * 0.02],
      ],
      [0, 0, 0.3, 0.02],
    ),
  );
  const parts = [...sides(w, d, wall, cuts, top), ...slopes, ...fins].map((mesh) => ({
    mesh,
    texture: skin,
    material: materials.board,
  }));
  const screw = f[4] < 0.55 ? spout(product, wall + roof * 0.5, d * 0.52, 0.15) : [];
  return { parts: [...parts, ...screw], height: edge, halfWidth: w, halfDepth: d, flat: false };
}

/** A screw cap that leans out of the sloping front. */
function spout(product: Product, y: number, z: number, radius: number): Part[] {
  const color: Rgb = product.brand.form[5] < 0.6 ? [0.96, 0.96, 0.95] : paletteOf(product).brand;
  const lean = (mesh: Mesh): Mesh => {
    const turn = (a: Float32Array, i: number, dy: number, dz: number) => {
      const [py, pz] = [a[i + 1], a[i + 2]];
      a[i + 1] = py * 0.72 - pz * 0.69 + dy;
      a[i + 2] = py * 0.69 + pz * 0.72 + dz;
    };
    for (let i = 0; i < mesh.position.length; i += 3) {
      turn(mesh.position, i, y, z);
      turn(mesh.normal, i, 0, 0);
    }
    return mesh;
  };
  const side = revolution(
    [
      [radius * 0.92, 0.13],
      [radius, 0.11],
      [radius, 0],
    ],
    28,
  );
  return [side, disc(radius * 0.93, 0.13)].map((mesh) => ({
    mesh: lean(mesh),
    texture: flatTexture(color),
    material: materials.plastic,
  }));
}

async function box(product: Product, pixels: number, w: number, d: number, h: number): Promise<Model> {
  const cuts = boxCuts(w, d);
  const skin = await svgTexture(wrapSvg(product, pixels, Math.round((pixels * h) / (4 * (w + d))), cuts));
  const lid = patch([
    [-w, h, -d],
    [w, h, -d],
    [-w, h, d],
    [w, h, d],
  ]);
  const material = product.brand.form[6] < 0.5 ? materials.board : materials.film;
  const top = await svgTexture(topSvg(product, pixels >> 2));
  return {
    parts: [
      ...sides(w, d, h, cuts, 0).map((mesh) => ({ mesh, texture: skin, material })),
      { mesh: lid, texture: top, material },
    ],
    height: h,
    halfWidth: w,
    halfDepth: d,
    flat: false,
  };
}

/** A brick of drink: narrow and upright, some with a screw cap. */
export async function brick(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  const big = f[1] < 0.5;
  const [w, d, h] = big ? [0.44, 0.3, 1.75 + 0.2 * f[2]] : [0.24, 0.19, 1.05 + 0.25 * f[2]];
  const model = await box(product, pixels, w, d, h);
  if (!big) return model;
  const white: Rgb = mix([1, 1, 1], paletteOf(product).brand, f[3] < 0.5 ? 0.05 : 0.95);
  const screw = [
    revolution(
      [
        [0.12, h + 0.12],
        [0.13, h + 0.1],
        [0.13, h],
      ],
      28,
    ),
    disc(0.12, h + 0.12),
  ];
  const parts = screw.map((mesh) => ({ mesh, texture: flatTexture(white), material: materials.plastic }));
  return { ...model, height: h + 0.12, parts: [...model.parts, ...parts] };
}

/** A carton of sweets or a box of tissues' size. */
export function snackBox(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  return box(product, pixels, 0.45 + 0.3 * f[1], 0.16 + 0.18 * f[2], 0.8 + 0.65 * f[3]);
}

const pouchCuts: Cuts = [0, 0.5, 0.64, 0.84, 1];

export async function pouch(product: Product, pixels: number): Promise<Model> {
  const f = product.brand.form;
  const [w, h] = [0.55 + 0.15 * f[1], 1.35 + 0.35 * f[2]];
  const belly = 0.16 + 0.12 * f[3];
  const stands = f[4] < 0.4;
  const surface =
    (side: 1 | -1) =>
    (u: number, v: number): Vec3 => {
      const across = 1 - (2 * u - 1) ** 4;
      const along = stands ? Math.min(1, v * 1.6) * (1 - v ** 8 * 0.3) : Math.sin(Math.PI * v) ** 0.45;
      const sealed = Math.min(1, Math.max(0, (Math.min(v, stands ? 1 : 1 - v) - 0.05) / 0.05));
      const crease =
        0.005 * Math.sin(u * 31 + v * 13 + f[5] * 9) * Math.sin(v * 23 + u * 7) * (1 + 2 * Math.abs(v - 0.5));
      const x = (2 * u - 1) * w * (1 - 0.06 * along);
      return [side * x, h * (1 - v), side * (0.004 + sealed * (belly * Math.sqrt(across) * along + crease))];
    };
  const skin = await svgTexture(wrapSvg(product, pixels, Math.round((pixels * h) / (4 * w)), pouchCuts));
  const face = (side: 1 | -1, from: number, to: number): Part => ({
    mesh: gridMesh(33, 25, surface(side), (u, v) => [from + (to - from) * u, v]),
    texture: skin,
    material: f[6] < 0.6 ? materials.foil : materials.film,
  });
  return {
    parts: [face(1, 0, 0.5), face(-1, 0.5, 1)],
    height: h,
    halfWidth: w,
    halfDepth: belly,
    flat: true,
  };
}
