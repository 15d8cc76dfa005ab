import { describe, expect, it } from 'vitest';
import type { Product } from '../../../shared/domain';
import { isReady, knownProduct } from '../../../renderer/register/wizard/wizard-store';

describe('the code of a product', () => {
  it('may be typed digit by digit, in any width', () => {
    const ready = (code: string) => isReady({ name: 'Tea', code });
    for (const code of ['', '4901234567894', '４９０１２３４５６７８９４', '490-1234-567894', '012345678905'])
      expect(ready(code)).toBe(true);
    for (const code of ['490123456789', '4901234567895', 'tea']) expect(ready(code)).toBe(false);
  });

  it('finds the product that has it, however it is written', () => {
    const tea = { name: 'Tea', code: '0012345678905' } as Product;
    expect(knownProduct([tea], '', '012345678905')).toBe(tea);
    expect(knownProduct([tea], '', ' ')).toBeUndefined();
  });
});
