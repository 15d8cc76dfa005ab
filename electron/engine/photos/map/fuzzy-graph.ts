import type { Neighbours } from '../review/neighbours';

/** Edges of a graph, each once; `weight` in (0, 1]. */
export interface Edges {
  from: Int32Array;
  to: Int32Array;
  weight: Float32Array;
}

const tolerance = 1e-5;
const mostSteps = 64;

/**
 * UMAP's fuzzy graph of who is near whom (McInnes, Healy and Melville, 2018, section 3.1): each photo's nearest
 * neighbour has weight 1, the others fall off so that they add up to log₂ k; the two directions a, b are joined as
 * a + b − ab.
 */
export function fuzzyGraph(neighbours: readonly Neighbours[]): Edges {
  const joint = new Map<number, number>();
  const count = neighbours.length;
  neighbours.forEach(({ index, cosine }, i) => {
    const weights = membership(Array.from(cosine, (value) => Math.max(0, 1 - value)));
    index.forEach((other, k) => {
      const key = Math.min(i, other) * count + Math.max(i, other);
      const before = joint.get(key) ?? 0;
      joint.set(key, before + weights[k] - before * weights[k]);
    });
  });
  const keys = [...joint.keys()];
  return {
    from: Int32Array.from(keys, (key) => Math.floor(key / count)),
    to: Int32Array.from(keys, (key) => key % count),
    weight: Float32Array.from(joint.values()),
  };
}

/** Weights of one photo's neighbours, nearest first, by their distances. */
export function membership(distances: readonly number[]): number[] {
  if (!distances.length) return [];
  const nearest = distances.find((distance) => distance > 0) ?? 0;
  const weights = (sigma: number) =>
    distances.map((distance) => Math.exp(-Math.max(0, distance - nearest) / sigma));
  const target = Math.log2(Math.max(2, distances.length));
  let [low, high, sigma] = [0, Infinity, 1];
  for (let step = 0; step < mostSteps; step++) {
    const sum = weights(sigma).reduce((total, weight) => total + weight, 0);
    if (Math.abs(sum - target) < tolerance) break;
    if (sum > target) high = sigma;
    else low = sigma;
    sigma = high === Infinity ? sigma * 2 : (low + high) / 2;
  }
  return weights(Math.max(sigma, 1e-6));
}
