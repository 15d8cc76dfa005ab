import { expect, test } from 'vitest';
import { Random } from '@shared/random';
import { cellChannels, cellCount, weightyCells } from '../../../electron/engine/network/cells';
import { matchCells } from '../../../electron/engine/recognition/match-cells';
import { bestOf } from '../../support/naive-cells';

const cells = (draw: () => number) => Int8Array.from({ length: cellCount * cellChannels }, draw);

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
