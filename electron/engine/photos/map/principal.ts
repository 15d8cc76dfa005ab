import type { Random } from '@shared/random';
import { dot } from '../../recognition/gallery';

/** So many vectors say where the main directions lie. */
const most = 2000;
const rounds = 12;
const extent = 10;

/**
 * Vectors on the plane of their two main directions (PCA by power iteration), within ±10: where a map begins, so that
 * what is far apart begins far apart. A little noise keeps copies from lying on one another for ever.
 * @returns [n, 2]
 */
export function onMainPlane(vectors: readonly Float32Array[], random: Random): Float32Array {
  const sample = random.shuffled(vectors).slice(0, most);
  const mean = meanOf(sample);
  const axes: Float32Array[] = [];
  for (let k = 0; k < 2; k++) axes.push(mainDirection(sample, mean, axes, random));
  const points = new Float32Array(vectors.length * 2);
  vectors.forEach((vector, i) =>
    axes.forEach((axis, k) => (points[2 * i + k] = dot(vector, axis) - dot(mean, axis))),
  );
  const largest = points.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  return points.map((value) => (value / largest) * extent + random.normal() * 1e-3);
}

function mainDirection(
  vectors: readonly Float32Array[],
  mean: Float32Array,
  found: readonly Float32Array[],
  random: Random,
): Float32Array {
  let axis = unit(mean.map(() => random.normal()));
  for (let round = 0; round < rounds; round++) {
    const next = new Float32Array(axis.length);
    for (const vector of vectors) {
      const share = dot(vector, axis) - dot(mean, axis);
      for (let i = 0; i < next.length; i++) next[i] += share * (vector[i] - mean[i]);
    }
    for (const other of found) {
      const share = dot(next, other);
      for (let i = 0; i < next.length; i++) next[i] -= share * other[i];
    }
    axis = unit(next);
  }
  return axis;
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i] += vector[i] / vectors.length;
  return mean;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  return vector.map((value) => value / length);
}
