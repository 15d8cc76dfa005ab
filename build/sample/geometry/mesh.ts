/**
 * A grid of `rows` × `cols` points joined into quads, seen from the side on which rows run down and columns run
 * right. Units are the package's own; y is up. Normals have length 1; u runs along a row, v down the columns.
 */
export interface Mesh {
  rows: number;
  cols: number;
  /** rows · cols · 3 */
  position: Float32Array;
  /** rows · cols · 3 */
  normal: Float32Array;
  /** rows · cols · 2 */
  uv: Float32Array;
}

export type Vec3 = readonly [number, number, number];

/** A mesh from the place of each grid point; normals are measured on the grid. */
export function gridMesh(
  rows: number,
  cols: number,
  place: (u: number, v: number) => Vec3,
  texture: (u: number, v: number) => readonly [number, number] = (u, v) => [u, v],
): Mesh {
  const mesh = emptyMesh(rows, cols);
  for (let r = 0, i = 0; r < rows; r++)
    for (let c = 0; c < cols; c++, i++) {
      const [u, v] = [c / (cols - 1), r / (rows - 1)];
      mesh.position.set(place(u, v), i * 3);
      mesh.uv.set(texture(u, v), i * 2);
    }
  measureNormals(mesh);
  return mesh;
}

const emptyMesh = (rows: number, cols: number): Mesh => ({
  rows,
  cols,
  position: new Float32Array(rows * cols * 3),
  normal: new Float32Array(rows * cols * 3),
  uv: new Float32Array(rows * cols * 2),
});

function measureNormals({ rows, cols, position, normal }: Mesh): void {
  const at = (r: number, c: number) => (r * cols + c) * 3;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < cols; c++) {
      const right = difference(position, at(r, Math.min(c + 1, cols - 1)), at(r, Math.max(c - 1, 0)));
      const down = difference(position, at(Math.min(r + 1, rows - 1), c), at(Math.max(r - 1, 0), c));
      normal.set(unit(cross(down, right)), at(r, c));
    }
}

const difference = (p: Float32Array, a: number, b: number): Vec3 => [
  p[a] - p[b],
  p[a + 1] - p[b + 1],
  p[a + 2] - p[b + 2],
];

export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export function unit(v: Vec3): Vec3 {
  const length = Math.hypot(...v) || 1;
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** Radius and height of a turned shape, from the top down. */
export type Profile = readonly (readonly [radius: number, y: number])[];

/** Where on a round label the front's middle is, as a share of the way round. */
const frontMiddle = 0.17;

/**
 * A turned shape; u runs once round with the front (z) at its place on a label, v from the profile's first y to its
 * last. Where the radius jumps, repeat a point for a crease.
 */
export function revolution(profile: Profile, segments = 48): Mesh {
  const mesh = emptyMesh(profile.length, segments + 1);
  const [top, bottom] = [profile[0][1], profile[profile.length - 1][1]];
  profile.forEach(([radius, y], r) => {
    const [slopeX, slopeY] = slope(profile, r);
    for (let c = 0; c <= segments; c++) {
      const angle = 2 * Math.PI * (c / segments - frontMiddle);
      const [s, k] = [Math.sin(angle), Math.cos(angle)];
      const i = r * (segments + 1) + c;
      mesh.position.set([radius * s, y, radius * k], i * 3);
      mesh.normal.set([slopeX * s, slopeY, slopeX * k], i * 3);
      mesh.uv.set([c / segments, (y - top) / (bottom - top || 1)], i * 2);
    }
  });
  return mesh;
}

/** Outward normal of a profile at a point: across and up. */
function slope(profile: Profile, r: number): readonly [number, number] {
  const a = profile[Math.max(r - 1, 0)];
  const b = profile[Math.min(r + 1, profile.length - 1)];
  const [dx, dy] = [b[0] - a[0], a[1] - b[1]];
  const length = Math.hypot(dx, dy) || 1;
  return [dy / length, dx / length];
}

/** A disc that looks up, at height y; the texture's middle is its middle. */
export function disc(radius: number, y: number): Mesh {
  const mesh = gridMesh(
    8,
    33,
    (u, v) => [radius * v * Math.sin(2 * Math.PI * u), y, radius * v * Math.cos(2 * Math.PI * u)],
    (u, v) => [0.5 + 0.5 * v * Math.sin(2 * Math.PI * u), 0.5 + 0.5 * v * Math.cos(2 * Math.PI * u)],
  );
  for (let i = 0; i < mesh.normal.length; i += 3) mesh.normal.set([0, 1, 0], i);
  return mesh;
}

/** A flat or ruled patch between four corners: top left, top right, bottom left, bottom right. */
export function patch(
  corners: readonly [Vec3, Vec3, Vec3, Vec3],
  uv: readonly [number, number, number, number] = [0, 0, 1, 1],
  steps = 9,
): Mesh {
  const [a, b, c, d] = corners;
  const at = (u: number, v: number, i: number) =>
    (a[i] * (1 - u) + b[i] * u) * (1 - v) + (c[i] * (1 - u) + d[i] * u) * v;
  return gridMesh(
    steps,
    steps,
    (u, v) => [at(u, v, 0), at(u, v, 1), at(u, v, 2)],
    (u, v) => [uv[0] + (uv[2] - uv[0]) * u, uv[1] + (uv[3] - uv[1]) * v],
  );
}
