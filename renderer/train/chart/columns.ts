import { decimate, type Points } from '@shared/decimate';

/** More points than the chart has pixels show nothing more, and cost time that training could use. */
const mostPoints = 1500;

/** Steps that are looked at: from, to. */
export type Range = readonly [number, number];

/**
 * What uPlot draws, columns of equal length: the steps of all curves, then each curve's values, `null` where it has
 * none. Only what is in `range` is kept, and of that no more than can be seen. `positive`: a logarithmic scale has
 * no place for zero.
 */
export function columnsOf(
  curves: readonly Points[],
  range: Range | null,
  positive = false,
): [number[], ...(number | null)[][]] {
  const [from, to] = range ?? [-Infinity, Infinity];
  const most = mostPoints / Math.max(1, curves.length / 3);
  const kept = curves.map(({ xs, ys }) => {
    const indices = decimate({ xs, ys }, from, to, most).filter((i) => !positive || ys[i] > 0);
    return new Map(indices.map((i) => [xs[i], ys[i]]));
  });
  const steps = [...new Set(kept.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
  return [steps, ...kept.map((points) => steps.map((step) => points.get(step) ?? null))];
}

/** Index nearest to `at` where a column has a value, or `at` itself where it has none. */
export function nearestValue(column: ArrayLike<number | null | undefined>, at: number): number {
  for (let distance = 0; distance < column.length; distance++) {
    if (column[at - distance] != null) return at - distance;
    if (column[at + distance] != null) return at + distance;
  }
  return at;
}
