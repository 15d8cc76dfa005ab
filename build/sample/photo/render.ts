import type { Random } from '@shared/random';
import type { Scene, Placed } from '../scene/scene';
import { blur, develop, type Lens } from './finish';
import { type Camera, emptyFrame, type Frame } from './frame';
import { litTable, tableLight } from './light';
import { type Backdrop, Raster } from './raster';
import type { Material } from '../material';

/** A finished photo. */
export interface Photo {
  width: number;
  height: number;
  /** Red, green, blue, a byte each. */
  rgb: Buffer;
  /** 1 where the subject is seen. */
  mask: Uint8Array;
}

/** Edge of the square of samples behind each pixel. */
const oversampling = 2;
const subjectOwner = 2;

/** Photographs a scene. */
export function shoot(scene: Scene, lens: Lens, random: Random, width: number, height: number): Photo {
  const light = tableLight(scene.lamps);
  const lit = new Map<Material, Float32Array>();
  const litFor = (m: Material) => lit.get(m) ?? lit.set(m, litTable(light, m)).get(m)!;
  const backdrop = drawBackdrop(scene, litFor, width, height);
  const fine = emptyFrame('fine', width * oversampling, height * oversampling);
  drawAll(fine, backdrop, scene.foreground, scene.focal, litFor);
  const { pixels, mask } = combine(fine, backdrop, width, height);
  blur(pixels, width, height, lens.blur, lens.motion);
  return { width, height, rgb: develop(pixels, width, height, lens, random), mask };
}

type LitFor = (material: Material) => Float32Array;

function drawAll(
  frame: Frame,
  backdrop: Backdrop | null,
  things: readonly Placed[],
  focal: number,
  litFor: LitFor,
): void {
  const camera: Camera = { focal: focal * frame.height, cx: frame.width / 2, cy: frame.height / 2 };
  const raster = new Raster(frame, camera, backdrop);
  for (const { parts, pose, role, floor } of things)
    for (const part of parts)
      raster.draw(
        { ...part, lit: litFor(part.material), owner: role === 'subject' ? subjectOwner : 1 },
        pose,
        floor,
      );
}

/** The background at half the size: it is out of focus anyway. */
function drawBackdrop(scene: Scene, litFor: LitFor, width: number, height: number): Backdrop {
  const frame = emptyFrame('backdrop', Math.ceil(width / 2), Math.ceil(height / 2));
  drawAll(frame, null, scene.background, scene.focal, litFor);
  blur(frame.pixels, frame.width, frame.height, scene.backgroundBlur * frame.height);
  return frame;
}

/** Averages the samples of each pixel over the backdrop. */
function combine(
  fine: Frame,
  backdrop: Backdrop,
  width: number,
  height: number,
): { pixels: Float32Array; mask: Uint8Array } {
  const { pixels } = emptyFrame('photo', width, height);
  const mask = new Uint8Array(width * height);
  const row = fine.width;
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const first = 2 * y * row + 2 * x;
      const o = i * 4;
      let covered = 0;
      let mine = 0;
      for (let k = 0; k < 4; k++) {
        const s = first + (k & 1) + (k >> 1) * row;
        if (!fine.pixels[s * 4 + 3]) continue;
        covered++;
        if (fine.owner[s] === subjectOwner) mine++;
        for (let c = 0; c < 3; c++) pixels[o + c] += fine.pixels[s * 4 + c] / 4;
      }
      if (covered < 4) addBackdrop(pixels, o, backdrop, x, y, 1 - covered / 4);
      if (mine >= 2) mask[i] = 1;
    }
  return { pixels, mask };
}

/** The backdrop is half as large: bilinear between its four nearest pixels. */
function addBackdrop(
  pixels: Float32Array,
  o: number,
  backdrop: Backdrop,
  x: number,
  y: number,
  weight: number,
): void {
  const { width, height } = backdrop;
  const bx = x / 2 - 0.25;
  const by = y / 2 - 0.25;
  const x0 = Math.max(0, Math.floor(bx));
  const y0 = Math.max(0, Math.floor(by));
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = Math.max(0, bx - x0);
  const fy = Math.max(0, by - y0);
  const from = backdrop.pixels;
  const a = (y0 * width + x0) * 4;
  const b = (y0 * width + x1) * 4;
  const c = (y1 * width + x0) * 4;
  const d = (y1 * width + x1) * 4;
  for (let k = 0; k < 3; k++) {
    const top = from[a + k] + (from[b + k] - from[a + k]) * fx;
    const bottom = from[c + k] + (from[d + k] - from[c + k]) * fx;
    pixels[o + k] += weight * (top + (bottom - top) * fy);
  }
}
