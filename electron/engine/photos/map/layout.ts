import type { Random } from '@shared/random';
import type { Edges } from './fuzzy-graph';

/** Curve of likeness over distance, 1 / (1 + a·d^2b), for a spread of 1 and a least distance of 0.1. */
const [a, b] = [1.577, 0.895];
const repulsions = 5;
const clipped = 4;

const epochsFor = (count: number): number => (count <= 10_000 ? 300 : 200);

/**
 * Moves points so that those joined by an edge come together and others keep apart (UMAP's layout by stochastic
 * gradient descent with negative sampling; McInnes, Healy and Melville, 2018, section 3.2).
 * @param points [n, 2], where they begin; moved in place
 * @param afterEpoch is awaited, so that others get their turn; throws to stop
 */
export async function layOut(
  points: Float32Array,
  { from, to, weight }: Edges,
  random: Random,
  afterEpoch: (done: number, total: number) => Promise<void>,
): Promise<void> {
  const count = points.length / 2;
  const epochs = epochsFor(count);
  // A strong edge pulls in every epoch, one of half its weight in every other, and so on.
  const strongest = weight.reduce((most, value) => Math.max(most, value), 0);
  const due = weight.map((value) => strongest / value);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = 1 - epoch / epochs;
    for (let e = 0; e < from.length; e++) {
      if (due[e] > epoch + 1) continue;
      due[e] += strongest / weight[e];
      attract(points, from[e], to[e], rate);
      for (let k = 0; k < repulsions; k++) {
        repel(points, from[e], random.below(count), rate);
        repel(points, to[e], random.below(count), rate);
      }
    }
    await afterEpoch(epoch + 1, epochs);
  }
}

function attract(points: Float32Array, i: number, j: number, rate: number): void {
  const [dx, dy] = [points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]];
  const square = dx * dx + dy * dy;
  if (square === 0) return;
  const pull = (-2 * a * b * square ** (b - 1)) / (1 + a * square ** b);
  const [x, y] = [rate * clip(pull * dx), rate * clip(pull * dy)];
  points[2 * i] += x;
  points[2 * i + 1] += y;
  points[2 * j] -= x;
  points[2 * j + 1] -= y;
}

function repel(points: Float32Array, i: number, j: number, rate: number): void {
  if (i === j) return;
  const [dx, dy] = [points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]];
  const square = dx * dx + dy * dy;
  const push = (2 * b) / ((0.001 + square) * (1 + a * square ** b));
  points[2 * i] += rate * (square ? clip(push * dx) : clipped);
  points[2 * i + 1] += rate * (square ? clip(push * dy) : clipped);
}

const clip = (value: number): number => Math.min(clipped, Math.max(-clipped, value));
