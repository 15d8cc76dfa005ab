import { cellChannels, cellCount, cellScale } from '../../electron/engine/network/cells';

/** The best cosine of one cell with any cell of a reference, by a plain loop. */
export function bestOf(query: Int8Array, cell: number, reference: Int8Array): number {
  let best = -Infinity;
  for (let other = 0; other < cellCount; other++) {
    let sum = 0;
    for (let i = 0; i < cellChannels; i++)
      sum += query[cell * cellChannels + i] * reference[other * cellChannels + i];
    best = Math.max(best, sum / cellScale ** 2);
  }
  return best;
}
