import type { Vec3 } from '../geometry/mesh';

/** Rotation, scale and place in one: rows of a 3 × 4 matrix. Camera space: x right, y up, looking along −z. */
export type Pose = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

export const still: Pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** First `inner`, then `outer`. */
function after(outer: Pose, inner: Pose): Pose {
  const cell = (r: number, c: number) =>
    outer[r * 4] * inner[c] +
    outer[r * 4 + 1] * inner[4 + c] +
    outer[r * 4 + 2] * inner[8 + c] +
    (c === 3 ? outer[r * 4 + 3] : 0);
  return Array.from({ length: 12 }, (_, i) => cell(i >> 2, i & 3)) as unknown as Pose;
}

export const chain = (...poses: Pose[]): Pose =>
  poses.reduceRight((inner, outer) => after(outer, inner), still);

export const move = (x: number, y: number, z: number): Pose => [1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z];

export const scale = (x: number, y = x, z = x): Pose => [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0];

/** Turns to the right about the upright axis; angles in radians. */
export function yaw(angle: number): Pose {
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  return [c, 0, s, 0, 0, 1, 0, 0, -s, 0, c, 0];
}

/** Tips the top towards the camera. */
export function pitch(angle: number): Pose {
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  return [1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0];
}

/** Turns anti-clockwise in the picture. */
export function roll(angle: number): Pose {
  const [s, c] = [Math.sin(angle), Math.cos(angle)];
  return [c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0];
}

export const place = (m: Pose, [x, y, z]: Vec3): Vec3 => [
  m[0] * x + m[1] * y + m[2] * z + m[3],
  m[4] * x + m[5] * y + m[6] * z + m[7],
  m[8] * x + m[9] * y + m[10] * z + m[11],
];
