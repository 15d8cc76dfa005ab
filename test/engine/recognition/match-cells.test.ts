import { expect, test } from 'vitest';
import { Random } from '@shared/random';
import { cellChannels, cellCount, cellScale, weightyCells } from '../../../electron/engine/network/cells';
import { matchCells } from '../../../electron/engine/recognition/match-cells';

const cells = (draw: () => number) => Int8Array.from({ length: cellCount * cellChannels }, draw);

/** The best cosine of a cell with any cell of a reference, one number after another. */
function bestOf(query: Int8Array, cell: number, reference: Int8Array): number {
  let best = -Infinity;
  for (let other = 0; other < cellCount; other++) {
    let sum = 0;
    for (let i = 0; i < cellChannels; i++)
      sum += query[cell * cellChannels + i] * reference[other * cellChannels + i];
    best = Math.max(best, sum);
  }
  return best / cellScale ** 2;
}

test('finds each cell that counts in each reference, exactly, whatever the numbers', async () => {
  const random = new Random(1);
  const ordinary = () => cells(() => Math.round(random.between(-40, 40)));
  const extreme = () => cells(() => (random.next() < 0.5 ? -128 : 127));
  const query = ordinary();
  const references = [ordinary(), extreme(), query, cells(() => -128), cells(() => 127)];
  for (const one of [query, extreme(), cells(() => 127), cells(() => -128)]) {
    const best = await matchCells(one, references);
    const expected = references.flatMap((reference) =>
      weightyCells.map((cell) => Math.fround(bestOf(one, cell, reference))),
    );
    expect([...best]).toEqual(expected);
  }
});
