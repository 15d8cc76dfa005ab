import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operateAt, scoreTable } from '@shared/curves';
import type { ScoredPhoto } from '@shared/domain';
import { falseRejectRateAtFar } from '@shared/metrics';
import { crossFitted, fitShifts, moveScore, shifted, shrunkMeans } from '@shared/product-shifts';
import { Random } from '@shared/random';

const photo = (
  id: number,
  truth: string | null,
  nearest: string,
  score: number,
  shows = truth,
): ScoredPhoto => ({
  photoId: id.toString(16).padStart(64, '0'),
  truth,
  nearest,
  score,
  shows,
  trained: false,
});
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe('shrunkMeans', () => {
  const groups = (counts: number[], spread: number, seed: number): Map<string, number[]> => {
    const random = new Random(seed);
    const noise = () => random.next() + random.next() + random.next() - 1.5; // variance 1/4
    return new Map(
      counts.map(
        (n, i) =>
          [`p${i}`, Array.from({ length: n }, () => spread * (i % 2 ? 1 : -1) + noise())] as [
            string,
            number[],
          ],
      ),
    );
  };

  it('keeps means that differ far more than their photos do', () => {
    const shrunk = shrunkMeans(groups([30, 30, 30, 30], 3, 1));
    for (let i = 0; i < 4; i++) expect(shrunk.get(`p${i}`)! * (i % 2 ? 1 : -1)).toBeGreaterThan(2.5);
  });

  it('trusts a group the less the fewer values it has, and never reaches beyond its mean', () => {
    const of = groups([2, 40, 2, 40, 2, 40], 0.4, 2);
    const all = [...of.values()].flat();
    const centre = all.reduce((sum, x) => sum + x, 0) / all.length;
    const kept = [...shrunkMeans(of)].map(([name, value]) => {
      const own = of.get(name)!;
      return value / (own.reduce((sum, x) => sum + x, 0) / own.length - centre);
    });
    for (const share of kept) expect(share > 0 && share < 1).toBe(true);
    expect(Math.max(kept[0], kept[2], kept[4])).toBeLessThan(Math.min(kept[1], kept[3], kept[5]));
  });

  it('says nothing where there is nothing to say', () => {
    expect(shrunkMeans(new Map()).size).toBe(0);
    expect(shrunkMeans(new Map([['a', [1, 2, 3]]])).size).toBe(0);
    expect(shrunkMeans(new Map([['a', [1]], ['b', [2]]])).size).toBe(0); // prettier-ignore
    expect(shrunkMeans(new Map([['a', [1, 3]], ['b', [1, 3]]])).size).toBe(0); // prettier-ignore
  });
});

describe('thresholds of single products', () => {
  it('answer as the common one does to scores that are moved instead', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (score, threshold, shift) => {
          fc.pre(Math.abs(score - moveScore(threshold, shift)) > 1e-9);
          expect(moveScore(score, -shift) >= threshold).toBe(score >= moveScore(threshold, shift));
          expect(moveScore(moveScore(score, shift), -shift)).toBeCloseTo(score, 9);
        },
      ),
    );
    expect(moveScore(0.3, 0)).toBe(0.3);
  });

  /** Strangers look like every other product: its photos and theirs score higher than those of the rest. */
  const shop = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 2000 }, (_, i) => {
      const product = Math.floor(i / 4) % 20;
      const name = `p${product}`;
      const lift = product % 2 ? 2 : 0;
      const noise = 2 * (random.next() + random.next() - 1);
      return i % 4 < 2
        ? photo(i, name, name, sigmoid(3 + lift + noise))
        : photo(i, null, name, sigmoid(-1 + lift + noise));
    });
  };

  it('reject fewer products at the same share of strangers, also photos that they were not fitted to', () => {
    const rejected = (photos: ScoredPhoto[]) => {
      const { stranger, right } = scoreTable(photos);
      return falseRejectRateAtFar([...right], [...stranger], 0.01)!;
    };
    const [fit, test] = [shop(1), shop(2)];
    const shifts = fitShifts(fit);
    expect(rejected(test)).toBeGreaterThan(0.02);
    expect(rejected(test.map((one) => shifted(one, shifts)))).toBeLessThan(rejected(test) / 2);
    expect(rejected(crossFitted(test))).toBeLessThan(rejected(test) / 2);
  });

  it('take the many photos of one kind of stranger for one', () => {
    const base = shop(3).filter(({ truth }) => truth !== null);
    const strangers = (kind: (i: number) => string | null) =>
      Array.from({ length: 200 }, (_, i) =>
        photo(5000 + i, null, `p${i % 20}`, i % 20 ? 0.2 + (i % 7) / 50 : 0.9, kind(i)),
      );
    const once = fitShifts([...base, ...strangers(() => 'one thing')]);
    const many = fitShifts([...base, ...strangers(() => null)]);
    expect(many.get('p0')! - once.get('p0')!).toBeGreaterThan(0.5);
  });

  it('leave photos alone where nothing is known', () => {
    const photos = [photo(1, 'a', 'a', 0.9), photo(2, null, 'a', 0.2)];
    expect(crossFitted(photos)).toEqual(photos);
    expect(operateAt(scoreTable(crossFitted(photos)), 0.5).falseAcceptRate).toBe(0);
  });
});
