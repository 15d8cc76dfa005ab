import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '@shared/intervals';

describe('wilsonInterval', () => {
  it('is what the books print', () => {
    const { low, high } = wilsonInterval(8, 10); // Brown, Cai and DasGupta (2001): 0.490–0.943
    expect([low, high].map((x) => x.toFixed(3))).toEqual(['0.490', '0.943']);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect(wilsonInterval(0, 90).high).toBeCloseTo(0.041, 3);
  });

  it('holds the share, and narrows with the sample', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (whole, some) => {
        const part = some % (whole + 1);
        const { low, high } = wilsonInterval(part, whole);
        expect(low <= part / whole + 1e-12 && part / whole <= high + 1e-12).toBe(true);
        const more = wilsonInterval(part * 4, whole * 4);
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
    );
  });
});
