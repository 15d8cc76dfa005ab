import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../shared/random';
import { drawSplits } from '../../../shared/split';

const shares = { train: 0.7, val: 0.15, test: 0.15 };
const item = fc.record({
  label: fc.option(fc.constantFrom('a', 'b', 'c')),
  group: fc.integer({ min: 0, max: 30 }),
});

describe('drawing splits', () => {
  it('never tears a group apart, whatever its photos are labelled', () => {
    fc.assert(
      fc.property(fc.array(item), fc.integer(), (items, seed) => {
        const splits = drawSplits(items, shares, new Random(seed));
        expect(splits).toHaveLength(items.length);
        const ofGroup = new Map(items.map(({ group }, i) => [group, splits[i]]));
        items.forEach(({ group }, i) => expect(splits[i]).toBe(ofGroup.get(group)));
      }),
    );
  });

  it('gives every split its share of every class', () => {
    const items = ['a', 'b'].flatMap((label, c) =>
      Array.from({ length: 100 * (c + 1) }, (_, i) => ({ label, group: c * 1000 + i })),
    );
    const splits = drawSplits(items, shares, new Random(1));
    for (const [label, count] of [
      ['a', 100],
      ['b', 200],
    ] as const)
      for (const [split, share] of Object.entries(shares)) {
        const own = items.filter((one, i) => one.label === label && splits[i] === split);
        expect(Math.abs(own.length - share * count)).toBeLessThanOrEqual(1);
      }
  });

  it('holds some of each class back, where it has more than one group, and else none', () => {
    const few = (groups: number) =>
      Array.from({ length: groups * 2 }, (_, i) => ({ label: 'a', group: i >> 1 }));
    const drawn = (groups: number) => new Set(drawSplits(few(groups), shares, new Random(3)));
    expect(drawn(1)).toEqual(new Set(['train']));
    expect(drawn(2)).toEqual(new Set(['train', 'val']));
    expect(drawn(3)).toEqual(new Set(['train', 'val', 'test']));
  });

  it('is another draw with another seed, and the same with the same', () => {
    const items = Array.from({ length: 60 }, (_, group) => ({ label: 'a', group }));
    const draw = (seed: number) => drawSplits(items, shares, new Random(seed)).join();
    expect(draw(1)).toBe(draw(1));
    expect(draw(1)).not.toBe(draw(2));
  });
});
