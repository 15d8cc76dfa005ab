import { expect, test } from 'vitest';
import { text, textWidth } from '../../../build/sample/label/text';
import { brands, categories, facts, heading, nutrients, slogans } from '../../../build/sample/words';

const words = [
  ...brands.flat(),
  ...categories.flatMap((c) => [...c.nouns.flat(), ...c.amounts, ...c.flavours.flatMap((f) => [f.en, f.ja])]),
  ...slogans.flat(),
  ...facts,
  ...nutrients,
  heading,
];

test('every letter of every word has an outline', () => {
  for (const letter of new Set(words.join('').replaceAll(/\s/g, '')))
    expect(text(letter, 0, 0, { face: 'gothic', size: 10, fill: '#000' }), letter).toContain('<path');
});

test('text is drawn with paths only, so that no font of the machine takes part', () => {
  for (const word of words)
    expect(text(word, 0, 0, { face: 'slab', size: 10, fill: '#000' })).not.toMatch(/<text|font/);
});

test('text shrinks to the width it may take', () => {
  const value = 'Careful words';
  const scale = (maxWidth?: number) =>
    Number(
      /scale\(([\d.]+)\)/.exec(text(value, 0, 0, { face: 'slab', size: 20, fill: '#000', maxWidth }))?.[1],
    );
  const full = 20 * textWidth(value, 'slab');
  expect(scale(full * 2)).toBe(scale());
  expect(scale(full / 2) / scale()).toBeCloseTo(0.5, 2);
});
