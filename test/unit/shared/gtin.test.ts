import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit, cleanGtin, isGtin } from '../../../shared/gtin';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''));
const code = fc.oneof(digits(7), digits(12)).map((body) => `${body}${checkDigit(body)}`);

describe('a GTIN', () => {
  it('knows published codes', () => {
    for (const good of ['4006381333931', '4902102072618', '9638507' + '4', '96385074', '0012345678905'])
      expect(isGtin(good)).toBe(true);
    for (const bad of ['', '4006381333932', '96385075', '123', '400638133393', '40063813339310', 'abcdefgh'])
      expect(isGtin(bad)).toBe(false);
  });

  it('is valid with its own check digit and with no other', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 9 }), (good, by) => {
        expect(isGtin(good)).toBe(true);
        expect(isGtin(good.slice(0, -1) + ((Number(good.at(-1)) + by) % 10))).toBe(false);
      }),
    );
  });

  it('notices every digit that is mistyped', () => {
    fc.assert(
      fc.property(code, fc.nat(), fc.integer({ min: 1, max: 9 }), (good, at, by) => {
        const i = at % good.length;
        const wrong = good.slice(0, i) + ((Number(good[i]) + by) % 10) + good.slice(i + 1);
        expect(isGtin(wrong)).toBe(false);
      }),
    );
  });

  it('is read from any way of writing it', () => {
    fc.assert(
      fc.property(code, (good) => {
        const wide = good.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
        expect(cleanGtin(wide)).toBe(good);
        expect(cleanGtin(` ${good.slice(0, 2)}-${good.slice(2, 5)} ${good.slice(5)}`)).toBe(good);
        expect(cleanGtin(cleanGtin(good))).toBe(good);
      }),
    );
    expect(isGtin(cleanGtin('012345678905'))).toBe(true); // UPC-A
  });
});
