import { cross, gridMesh, type Mesh, unit, type Vec3 } from './mesh';

/** A tube along a smooth curve through the points, with a radius at each; its ends are rounded off. */
export function tube(points: readonly Vec3[], radii: readonly number[], rows = 20, cols = 17): Mesh {
  return gridMesh(rows, cols, (u, v) => {
    const t = v * (points.length - 1);
    const center = curve(points, t);
    const ahead = curve(points, Math.min(t + 0.02, points.length - 1));
    const behind = curve(points, Math.max(t - 0.02, 0));
    const along = unit([ahead[0] - behind[0], ahead[1] - behind[1], ahead[2] - behind[2]]);
    const side = unit(cross(along, Math.abs(along[2]) < 0.8 ? [0, 0, 1] : [0, 1, 0]));
    const up = cross(side, along);
    const radius = radiusAt(radii, t) * Math.sqrt(Math.max(0, 1 - (Math.abs(v - 0.5) * 2) ** 12));
    const angle = 2 * Math.PI * u;
    const [a, b] = [radius * Math.cos(angle), -radius * Math.sin(angle)];
    return [0, 1, 2].map((k) => center[k] + side[k] * a + up[k] * b) as unknown as Vec3;
  });
}

/** Catmull–Rom spline. */
function curve(points: readonly Vec3[], t: number): Vec3 {
  const i = Math.min(Math.floor(t), points.length - 2);
  const f = t - i;
  const at = (k: number) => points[Math.min(Math.max(k, 0), points.length - 1)];
  const [p, q, r, s] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
  return [0, 1, 2].map(
    (k) =>
      0.5 *
      (2 * q[k] +
        (r[k] - p[k]) * f +
        (2 * p[k] - 5 * q[k] + 4 * r[k] - s[k]) * f * f +
        (3 * q[k] - p[k] - 3 * r[k] + s[k]) * f * f * f),
  ) as unknown as Vec3;
}

function radiusAt(radii: readonly number[], t: number): number {
  const i = Math.min(Math.floor(t), radii.length - 2);
  const f = (1 - Math.cos(Math.PI * (t - i))) / 2;
  return radii[i] * (1 - f) + radii[i + 1] * f;
}
