import { describe, expect, it } from 'vitest';
import { Random } from '@shared/random';
import { roundCuts, topSvg, wrapSvg } from '../../../build/sample/label/wrap';
import { makeProduct } from '../../../build/sample/product';

describe('labels', () => {
  const products = Array.from({ length: 60 }, (_, i) => makeProduct(new Random(8, i)));
  const svgs = products.map((p) => wrapSvg(p, 600, 300, roundCuts) + topSvg(p, 100));

  it('need no font and no number that is not one', () => {
    for (const svg of svgs) expect(svg).not.toMatch(/<text|font-family|NaN|undefined|Infinity/);
  });

  it('are all different, and the same each time', () => {
    expect(new Set(svgs).size).toBe(svgs.length);
    expect(wrapSvg(products[0], 600, 300, roundCuts) + topSvg(products[0], 100)).toBe(svgs[0]);
  });
});
