import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '@shared/random';
import { makeProduct } from '../../../build/sample/product';
import { sampleProducts } from '../../../build/sample/sample';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('products', () => {
  test('the same seed draws the same product', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(makeProduct(new Random(seed))).toEqual(makeProduct(new Random(seed)));
      }),
    );
  });

  test('flavours of one brand share all but flavour, name and label seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = new Random(seed);
        const one = makeProduct(random);
        fc.pre(one.brand.flavours.length > 1);
        const other = makeProduct(random, { brand: one.brand, except: [one.flavour] });
        expect(other.brand).toBe(one.brand);
        expect(other.flavour).not.toEqual(one.flavour);
        expect(other.name).not.toBe(one.name);
      }),
    );
  });

  test('the space is wide: 2,000 draws give at least 1,900 names', () => {
    const names = Array.from({ length: 2000 }, (_, seed) => makeProduct(new Random(seed)).name);
    expect(new Set(names).size).toBeGreaterThanOrEqual(1900);
  });
});

test('the nine of the sample have names of their own whatever the seed, and one family among them', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { train, fresh } = sampleProducts(seed);
      const names = [...train, ...fresh].map((p) => p.name);
      expect(new Set(names).size).toBe(9);
      // Names become folders and parts of addresses.
      for (const name of names) expect(name).not.toMatch(/[/\\:*?"<>|%#]/);
      expect(train[1].brand).toEqual(train[0].brand);
    }),
  );
});
