/** Points of a curve, in order of x. */
export interface Points {
  xs: ArrayLike<number>;
  ys: ArrayLike<number>;
}

/**
 * Indices, in order, of at most `most` + 4 points of a curve that look like all of those between `from` and `to`: the
 * least and the greatest of each of `most` / 2 equal shares, so that no peak is lost, the first and the last, and the
 * neighbours outside, so that lines run to the edge. (Min–max, as in Jugel et al., M4, VLDB 2014.)
 */
export function decimate({ xs, ys }: Points, from: number, to: number, most: number): number[] {
  const start = Math.max(0, firstAtLeast(xs, from) - 1);
  const end = Math.min(xs.length, firstAtLeast(xs, to) + 1);
  const count = end - start;
  if (count <= most) return Array.from({ length: count }, (_, i) => start + i);
  const shares = Math.max(1, Math.floor(most / 2));
  const kept = [start];
  const keep = (index: number) => index > kept[kept.length - 1] && kept.push(index);
  for (let share = 0; share < shares; share++) {
    const first = start + Math.floor((share * count) / shares);
    const { least, greatest } = extremes(ys, first, start + Math.floor(((share + 1) * count) / shares));
    keep(Math.min(least, greatest));
    keep(Math.max(least, greatest));
  }
  keep(end - 1);
  return kept;
}

function extremes(ys: ArrayLike<number>, start: number, end: number): { least: number; greatest: number } {
  let [least, greatest] = [start, start];
  for (let i = start + 1; i < end; i++) {
    if (ys[i] < ys[least]) least = i;
    if (ys[i] > ys[greatest]) greatest = i;
  }
  return { least, greatest };
}

/** Index of the first x that is not less than `x`; their number when there is none. */
function firstAtLeast(xs: ArrayLike<number>, x: number): number {
  let [low, high] = [0, xs.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (xs[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
