import fc from 'fast-check';
import { expect, test } from 'vitest';
import { css, hsl } from '../../../build/sample/color';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

test.each([
  [0, 1, 0.5, '#ff0000'],
  [120, 1, 0.5, '#00ff00'],
  [-120, 1, 0.5, '#0000ff'],
  [300, 1, 0.25, '#800080'],
  [77, 0, 0.5, '#808080'],
])('hsl(%d, %d, %d) is %s', (h, s, l, expected) => {
  expect(css(hsl(h, s, l))).toBe(expected);
});

test('lightness is the middle of the strongest and the weakest channel', () => {
  fc.assert(
    fc.property(fc.integer({ min: -720, max: 720 }), unit, unit, (h, s, l) => {
      const rgb = hsl(h, s, l);
      expect((Math.max(...rgb) + Math.min(...rgb)) / 2).toBeCloseTo(l, 9);
    }),
  );
});
