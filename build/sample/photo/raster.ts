import type { Material } from '../material';
import type { Mesh } from '../geometry/mesh';
import type { Level, Texture } from '../texture';
import type { Camera, Frame } from './frame';
import { tableSide } from './light';
import type { Pose } from './pose';
import { project, type Projected } from './project';

/** What is drawn: a mesh with its skin, already lit. */
export interface Surface {
  mesh: Mesh;
  texture: Texture;
  material: Material;
  /** From `litTable`. */
  lit: Float32Array;
  owner: number;
}

/** What is seen through clear things: linear light, 4 numbers a pixel. */
export interface Backdrop {
  width: number;
  height: number;
  pixels: Float32Array;
}

/** Per fragment: nearness, u, v, normal x and y, shade. */
const attributes = 6;
const nearest = 0.05;

/**
 * Draws surfaces into a frame: z-buffered triangles, mip-mapped textures, light looked up by normal. Attributes run
 * straight across a triangle, so meshes must be finely divided where perspective is strong.
 */
export class Raster {
  private readonly start = new Float64Array(attributes);
  private readonly dx = new Float64Array(attributes);
  private readonly dy = new Float64Array(attributes);
  private surface!: Surface;
  private level!: Level;
  private points!: Projected;

  constructor(
    private readonly frame: Frame,
    private readonly camera: Camera,
    private readonly backdrop: Backdrop | null = null,
  ) {}

  /** `floor`: height in the mesh's own units up to which it darkens towards its bottom; 0 for no darkening. */
  draw(surface: Surface, pose: Pose, floor = 0): void {
    const { rows, cols } = surface.mesh;
    this.surface = surface;
    this.points = project(surface.mesh, pose, this.camera, floor);
    for (let r = 0; r + 1 < rows; r++)
      for (let c = 0; c + 1 < cols; c++) {
        const i = r * cols + c;
        this.triangle(i, i + cols, i + 1);
        this.triangle(i + 1, i + cols, i + cols + 1);
      }
  }

  private triangle(a: number, b: number, c: number): void {
    const { x, y, values } = this.points;
    const abx = x[b] - x[a];
    const aby = y[b] - y[a];
    const acx = x[c] - x[a];
    const acy = y[c] - y[a];
    const area = abx * acy - acx * aby;
    if (!(area < 0)) return;
    const ia = a * attributes;
    const ib = b * attributes;
    const ic = c * attributes;
    if (Math.min(values[ia], values[ib], values[ic]) <= 0) return;
    const inverse = 1 / area;
    for (let k = 0; k < attributes; k++) {
      const vab = values[ib + k] - values[ia + k];
      const vac = values[ic + k] - values[ia + k];
      this.dx[k] = (vab * acy - vac * aby) * inverse;
      this.dy[k] = (vac * abx - vab * acx) * inverse;
      this.start[k] = values[ia + k] - this.dx[k] * x[a] - this.dy[k] * y[a];
    }
    this.level = this.chooseLevel();
    this.scan(a, b, c);
  }

  /** The version of the texture with about one texel a pixel. */
  private chooseLevel(): Level {
    const { levels } = this.surface.texture;
    const { width, height } = levels[0];
    const texels = Math.abs(this.dx[1] * this.dy[2] - this.dx[2] * this.dy[1]) * width * height;
    const wanted = Math.round(0.5 * Math.log2(Math.max(texels, 1)));
    return levels[Math.min(wanted, levels.length - 1)];
  }

  /** Rows from the topmost to the lowest corner; in each, the pixels whose middle lies inside. */
  private scan(a: number, b: number, c: number): void {
    const { x, y } = this.points;
    const top = Math.max(0, Math.ceil(Math.min(y[a], y[b], y[c]) - 0.5));
    const bottom = Math.min(this.frame.height - 1, Math.ceil(Math.max(y[a], y[b], y[c]) - 0.5) - 1);
    for (let row = top; row <= bottom; row++) {
      const middle = row + 0.5;
      let left = Infinity;
      let right = -Infinity;
      for (let edge = 0; edge < 3; edge++) {
        const from = edge === 0 ? a : edge === 1 ? b : c;
        const to = edge === 0 ? b : edge === 1 ? c : a;
        if (y[from] > middle === y[to] > middle) continue;
        const at = x[from] + ((x[to] - x[from]) * (middle - y[from])) / (y[to] - y[from]);
        left = Math.min(left, at);
        right = Math.max(right, at);
      }
      const first = Math.max(0, Math.ceil(left - 0.5));
      const last = Math.min(this.frame.width - 1, Math.ceil(right - 0.5) - 1);
      if (first <= last) this.span(row, first, last);
    }
  }

  private span(row: number, first: number, last: number): void {
    const { start, dx, dy } = this;
    const { nearness, owner, pixels, width } = this.frame;
    const { lit, material, owner: mine } = this.surface;
    const x0 = first + 0.5;
    const y0 = row + 0.5;
    let near = start[0] + dx[0] * x0 + dy[0] * y0;
    let u = start[1] + dx[1] * x0 + dy[1] * y0;
    let v = start[2] + dx[2] * x0 + dy[2] * y0;
    let nx = start[3] + dx[3] * x0 + dy[3] * y0;
    let ny = start[4] + dx[4] * x0 + dy[4] * y0;
    let shade = start[5] + dx[5] * x0 + dy[5] * y0;
    for (let col = first, i = row * width + first; col <= last; col++, i++) {
      if (near > nearness[i] && near < 1 / nearest) {
        const alpha = this.sample(u, v);
        if (alpha > 0.004) {
          const entry = lookUp(nx, ny) * 6;
          const o = i * 4;
          if (material.clear) this.seeThrough(col, row, nx, ny, alpha, shade, entry, lit, o);
          else {
            const under = alpha < 1 ? 1 - alpha : 0;
            if (under && !pixels[o + 3]) this.behind(col, row, o);
            pixels[o] = pixels[o] * under + alpha * (sampled[0] * lit[entry] * shade + lit[entry + 3]);
            pixels[o + 1] =
              pixels[o + 1] * under + alpha * (sampled[1] * lit[entry + 1] * shade + lit[entry + 4]);
            pixels[o + 2] =
              pixels[o + 2] * under + alpha * (sampled[2] * lit[entry + 2] * shade + lit[entry + 5]);
          }
          pixels[o + 3] = 1;
          nearness[i] = near;
          owner[i] = mine;
        }
      }
      near += dx[0];
      u += dx[1];
      v += dx[2];
      nx += dx[3];
      ny += dx[4];
      shade += dx[5];
    }
  }

  /** Puts the backdrop into a pixel that a half-transparent surface is about to cover. */
  private behind(col: number, row: number, o: number): void {
    const from = this.backdropAt(col, row);
    const source = this.backdrop?.pixels ?? black;
    for (let k = 0; k < 3; k++) this.frame.pixels[o + k] = source[from + k];
  }

  private backdropAt(col: number, row: number): number {
    if (!this.backdrop) return 0;
    const { width, height } = this.backdrop;
    const x = Math.min(width - 1, Math.max(0, Math.floor((col * width) / this.frame.width)));
    const y = Math.min(height - 1, Math.max(0, Math.floor((row * height) / this.frame.height)));
    return (y * width + x) * 4;
  }

  /** A filled bottle is a lens: it shows the backdrop turned round and darkens towards its edges. */
  private seeThrough(
    col: number,
    row: number,
    nx: number,
    ny: number,
    alpha: number,
    shade: number,
    entry: number,
    lit: Float32Array,
    o: number,
  ): void {
    const bend = this.frame.width * 0.22;
    const from = this.backdropAt(col - nx * bend, row + ny * bend * 0.5);
    const source = this.backdrop?.pixels ?? black;
    const through = (0.3 + 0.7 * Math.sqrt(Math.max(0, 1 - nx * nx))) * (1 - alpha);
    const { pixels } = this.frame;
    for (let k = 0; k < 3; k++) {
      const tint = 1 - 0.6 * alpha * (1 - sampled[k]);
      pixels[o + k] =
        source[from + k] * through * tint + alpha * sampled[k] * lit[entry + k] * shade + lit[entry + 3 + k];
    }
  }

  /** Bilinear; leaves the colour in `sampled` and returns alpha. */
  private sample(u: number, v: number): number {
    const { width, height, pixels } = this.level;
    const x = u * width - 0.5;
    const y = v * height - 0.5;
    const x0 = Math.floor(x);
    const y0 = Math.floor(y);
    let left = x0;
    let right = x0 + 1;
    let top = y0;
    let bottom = y0 + 1;
    if (this.surface.texture.tiles) {
      left &= width - 1;
      right &= width - 1;
      top &= height - 1;
      bottom &= height - 1;
    } else {
      left = clamped(left, width);
      right = clamped(right, width);
      top = clamped(top, height);
      bottom = clamped(bottom, height);
    }
    const fx = x - x0;
    const fy = y - y0;
    const wb = fx * (1 - fy);
    const wc = (1 - fx) * fy;
    const wd = fx * fy;
    const wa = 1 - wb - wc - wd;
    const a = (top * width + left) * 4;
    const b = (top * width + right) * 4;
    const c = (bottom * width + left) * 4;
    const d = (bottom * width + right) * 4;
    sampled[0] = pixels[a] * wa + pixels[b] * wb + pixels[c] * wc + pixels[d] * wd;
    sampled[1] = pixels[a + 1] * wa + pixels[b + 1] * wb + pixels[c + 1] * wc + pixels[d + 1] * wd;
    sampled[2] = pixels[a + 2] * wa + pixels[b + 2] * wb + pixels[c + 2] * wc + pixels[d + 2] * wd;
    return pixels[a + 3] * wa + pixels[b + 3] * wb + pixels[c + 3] * wc + pixels[d + 3] * wd;
  }
}

const sampled = new Float64Array(3);
const black = new Float32Array(4);

const clamped = (i: number, n: number): number => (i < 0 ? 0 : i >= n ? n - 1 : i);

/** Entry of the light tables for a normal as the camera sees it. */
function lookUp(nx: number, ny: number): number {
  const col = clamped(Math.floor((nx * 0.5 + 0.5) * tableSide), tableSide);
  const row = clamped(Math.floor((ny * 0.5 + 0.5) * tableSide), tableSide);
  return row * tableSide + col;
}
