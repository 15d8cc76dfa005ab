import type { Random } from '@shared/random';
import { clip, hsl, type Rgb, toLinear } from '../color';
import type { Material } from '../material';

/** Side of the tables that light is looked up in by a normal's x and y as the camera sees it. */
export const tableSide = 64;

/** The light of a photo, tabled over the normals that face the camera (a "matcap"): 3 numbers an entry. */
export interface Light {
  diffuse: Float32Array;
  /** Reflections of the lamps on satin and on polished surfaces. */
  broad: Float32Array;
  sharp: Float32Array;
}

/** Where light comes from; directions in camera space, colours linear. */
export interface Lamps {
  key: readonly [number, number, number];
  keyColor: Rgb;
  sky: Rgb;
  ground: Rgb;
  /** Bright rectangles around the camera: middle and half size in x and y of the direction, brightness. */
  windows: readonly (readonly [x: number, y: number, w: number, h: number, bright: number])[];
}

/** Lamps as in a shop, a kitchen or by a window. */
export function drawLamps(random: Random): Lamps {
  const side = random.next() < 0.5 ? -1 : 1;
  const [x, y, z] = [side * random.between(0.15, 0.8), random.between(0.35, 0.95), random.between(0.25, 0.8)];
  const length = Math.hypot(x, y, z);
  const warm = random.between(-1, 1);
  const keyLight = toLinear(hsl(warm > 0 ? 38 : 210, Math.abs(warm) * 0.5, 0.9));
  const power = random.between(0.55, 1.1);
  const fill = random.between(0.25, 0.5);
  const windows = Array.from({ length: 1 + random.below(3) }, (_, i) => {
    const tube = random.next() < 0.5;
    return [
      (i === 0 ? side : -side) * random.between(0.25, 0.85),
      random.between(-0.1, 0.75),
      tube ? random.between(0.05, 0.12) : random.between(0.12, 0.3),
      random.between(0.25, 0.9),
      random.between(0.6, 1.6) / (i + 1),
    ] as const;
  });
  return {
    key: [x / length, y / length, z / length],
    keyColor: [keyLight[0] * power, keyLight[1] * power, keyLight[2] * power],
    sky: [fill, fill * 1.02, fill * 1.05],
    ground: [fill * 0.55, fill * 0.5, fill * 0.45],
    windows,
  };
}

/** Tables the lamps. */
export function tableLight(lamps: Lamps): Light {
  const size = tableSide * tableSide * 3;
  const light: Light = {
    diffuse: new Float32Array(size),
    broad: new Float32Array(size),
    sharp: new Float32Array(size),
  };
  for (let row = 0, i = 0; row < tableSide; row++)
    for (let col = 0; col < tableSide; col++, i += 3) {
      const nx = ((col + 0.5) / tableSide) * 2 - 1;
      const ny = ((row + 0.5) / tableSide) * 2 - 1;
      const nz = Math.sqrt(Math.max(0, 1 - nx * nx - ny * ny));
      lightAt(lamps, light, i, nx, ny, nz);
    }
  return light;
}

function lightAt(lamps: Lamps, light: Light, i: number, nx: number, ny: number, nz: number): void {
  const [kx, ky, kz] = lamps.key;
  const facing = Math.max(0, (nx * kx + ny * ky + nz * kz + 0.25) / 1.25);
  const up = ny * 0.5 + 0.5;
  const [rx, ry] = [2 * nz * nx, 2 * nz * ny];
  const fresnel = 0.05 + 0.95 * (1 - nz) ** 5;
  let [broad, sharp] = [0.12 * up, 0.15 + 0.35 * up];
  for (const [x, y, w, h, bright] of lamps.windows) {
    broad += bright * soft(rx - x, w, 0.5) * soft(ry - y, h, 0.5);
    sharp += 5 * bright * soft(rx - x, w, 0.06) * soft(ry - y, h, 0.1);
  }
  for (let c = 0; c < 3; c++) {
    light.diffuse[i + c] =
      lamps.ground[c] + (lamps.sky[c] - lamps.ground[c]) * up + lamps.keyColor[c] * facing;
    const tint = 0.4 + 0.6 * lamps.keyColor[c];
    light.broad[i + c] = broad * tint;
    light.sharp[i + c] = sharp * fresnel * tint;
  }
}

/** 1 within `half` of the middle, falling to 0 over `edge`. */
function soft(distance: number, half: number, edge: number): number {
  const t = clip((half + edge - Math.abs(distance)) / edge);
  return t * t * (3 - 2 * t);
}

/** The light on one material: what multiplies its colour and what is added on top, 6 numbers an entry. */
export function litTable(light: Light, material: Material): Float32Array {
  const table = new Float32Array(tableSide * tableSide * 6);
  for (let i = 0; i < tableSide * tableSide; i++)
    for (let c = 0; c < 3; c++) {
      const gloss = material.broad * light.broad[i * 3 + c];
      table[i * 6 + c] = material.diffuse * light.diffuse[i * 3 + c] + (material.metal ? gloss : 0);
      table[i * 6 + 3 + c] = (material.metal ? 0 : gloss) + material.sharp * light.sharp[i * 3 + c];
    }
  return table;
}
