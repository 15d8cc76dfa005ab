import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionAt, indexConfusion, orderByConfusion } from '@shared/confusion';
import type { Scored } from '@shared/domain';
import { productRows } from '@shared/product-rows';
import { Random } from '@shared/random';

const names = ['cola', 'milk', 'soda', 'tea'];
const photos = fc.array(
  fc.record({
    truth: fc.constantFrom(...names, null),
    nearest: fc.constantFrom(...names),
    score: fc.integer({ min: 0, max: 20 }).map((x) => x / 20),
  }),
  { maxLength: 60 },
);
const threshold = fc.integer({ min: 0, max: 20 }).map((x) => x / 20);

describe('confusionAt', () => {
  it('counts what a loop over the photos counts', () => {
    fc.assert(
      fc.property(photos, threshold, (list, at) => {
        const { products, counts, totals } = confusionAt(indexConfusion(list), at);
        const size = products.length + 1;
        for (let row = 0; row < size; row++) {
          const own = list.filter(({ truth }) => truth === (products[row] ?? null));
          expect(totals[row]).toBe(own.length);
          for (let column = 0; column < size; column++)
            expect(counts[row * size + column]).toBe(
              own.filter(
                ({ nearest, score }) => (score >= at ? nearest : null) === (products[column] ?? null),
              ).length,
            );
        }
      }),
    );
  });
});

describe('orderByConfusion', () => {
  const confused = (truth: string, nearest: string, times: number): Scored[] =>
    Array.from({ length: times }, () => ({ truth, nearest, score: 1 }));

  it('names every product once', () => {
    fc.assert(
      fc.property(photos, (list) => {
        const order = orderByConfusion(list);
        const all = new Set(
          list.flatMap(({ truth, nearest }) => (truth === null ? [nearest] : [truth, nearest])),
        );
        expect(new Set(order)).toEqual(all);
        expect(order).toHaveLength(all.size);
      }),
    );
  });

  it('puts products that are taken for one another side by side, and clusters before the rest', () => {
    const list = [
      ...names.flatMap((name) => confused(name, name, 5)),
      ...confused('milk', 'tea', 3),
      ...confused('tea', 'milk', 1),
      ...confused('soda', 'tea', 1),
    ];
    const order = orderByConfusion(list);
    expect(order.at(-1)).toBe('cola');
    const place = (name: string) => order.indexOf(name);
    expect(Math.abs(place('milk') - place('tea'))).toBe(1);
    expect(Math.abs(place('soda') - place('tea'))).toBe(1);
  });

  it('finds planted families among 500 products', () => {
    const random = new Random(4);
    const family = (i: number) => Math.floor(i / 5);
    const list = random.shuffled(
      Array.from({ length: 500 }, (_, i) => i).flatMap((i) =>
        Array.from({ length: 20 }, () => {
          const near = family(i) * 5 + Math.floor(random.next() * 5);
          return { truth: `p${i}`, nearest: `p${near}`, score: 1 };
        }),
      ),
    );
    const order = orderByConfusion(list).map((name) => family(Number(name.slice(1))));
    const borders = order.filter((one, i) => i > 0 && one !== order[i - 1]).length;
    expect(borders).toBe(99);
  });
});

describe('productRows', () => {
  it('tell right, refused and confused photos apart, the worst first', () => {
    fc.assert(
      fc.property(photos, threshold, (list, at) => {
        const rows = productRows(list, at);
        const shares = rows.map(({ recognised, photos: n }) => recognised / n);
        expect(shares).toEqual([...shares].sort((a, b) => a - b));
        for (const row of rows) {
          const own = list.filter(({ truth }) => truth === row.name);
          expect(row.photos).toBe(own.length);
          expect(row.recognised + row.refused + row.confused).toBe(own.length);
          expect(row.recognised).toBe(
            own.filter(({ nearest, score }) => nearest === row.name && score >= at).length,
          );
          expect(row.rival === null).toBe(row.confused === 0);
        }
      }),
    );
  });
});
