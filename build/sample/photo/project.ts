import type { Mesh } from '../geometry/mesh';
import type { Camera } from './frame';
import type { Pose } from './pose';

/** A mesh as the camera sees it: pixels, and six values a point (nearness, u, v, normal x and y, shade). */
export interface Projected {
  x: Float64Array;
  y: Float64Array;
  values: Float64Array;
}

/** Points nearer than this are behind the lens: their nearness is 0. */
const nearLimit = 0.05;

export function project(mesh: Mesh, m: Pose, { focal, cx, cy }: Camera, floor: number): Projected {
  const { position, normal, uv } = mesh;
  const count = position.length / 3;
  const out = { x: new Float64Array(count), y: new Float64Array(count), values: new Float64Array(count * 6) };
  // Normals keep their direction under the uneven scales we use only if divided by the scale once more.
  const size = [0, 1, 2].map((c) => m[c] ** 2 + m[4 + c] ** 2 + m[8 + c] ** 2);
  for (let i = 0; i < count; i++) {
    const px = position[i * 3];
    const py = position[i * 3 + 1];
    const pz = position[i * 3 + 2];
    const X = m[0] * px + m[1] * py + m[2] * pz + m[3];
    const Y = m[4] * px + m[5] * py + m[6] * pz + m[7];
    const Z = m[8] * px + m[9] * py + m[10] * pz + m[11];
    const near = Z < -nearLimit ? -1 / Z : 0;
    out.x[i] = cx + focal * X * near;
    out.y[i] = cy - focal * Y * near;
    const a = normal[i * 3] / size[0];
    const b = normal[i * 3 + 1] / size[1];
    const c = normal[i * 3 + 2] / size[2];
    const nx = m[0] * a + m[1] * b + m[2] * c;
    const ny = m[4] * a + m[5] * b + m[6] * c;
    const nz = m[8] * a + m[9] * b + m[10] * c;
    const inverse = 1 / (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
    const away = 1 / Math.sqrt(X * X + Y * Y + Z * Z);
    const vx = -X * away;
    const vy = -Y * away;
    const vz = -Z * away;
    const o = i * 6;
    out.values[o] = near;
    out.values[o + 1] = uv[i * 2];
    out.values[o + 2] = uv[i * 2 + 1];
    out.values[o + 3] = (nx * vz - nz * vx) * inverse;
    out.values[o + 4] = (ny * vz - nz * vy) * inverse;
    out.values[o + 5] = floor > 0 ? Math.min(1, 0.45 + (0.55 * Math.max(0, py)) / floor) : 1;
  }
  return out;
}
