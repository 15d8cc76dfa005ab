import { expect, it } from 'vitest';
import { typedNumber } from '../../../renderer/parts/typed-number';

it('takes a number for what it is so far, letter by letter', () => {
  const letters = [...'0.005'].map((_, i, all) => all.slice(0, i + 1).join(''));
  expect(letters.map(typedNumber)).toEqual([0, 0, 0, 0, 0.005]);
  expect(['', '-', '-0.5', 0.25].map(typedNumber)).toEqual([undefined, undefined, -0.5, 0.25]);
});
