import { describe, expect, it } from 'vitest';
import { suggestRate } from '../../../electron/engine/training/find-rate';

const rates = Array.from({ length: 100 }, (_, i) => 10 ** (-6 + (6 * i) / 99));

describe('suggestRate', () => {
  it('finds where the loss falls steepest', () => {
    const points = rates.map((rate) => ({ rate, loss: 5 / (1 + (rate / 1e-3) ** 2) }));
    const suggested = suggestRate(points)!;
    expect(Math.log10(suggested)).toBeGreaterThan(-3.2);
    expect(Math.log10(suggested)).toBeLessThan(-2.8);
  });

  it('is not misled by the first losses, which are means of few batches', () => {
    const chance = (i: number) => (i < 8 ? (8 - i) / 2 : 0);
    const points = rates.map((rate, i) => ({ rate, loss: 2 / (1 + (rate / 1e-2) ** 2) + chance(i) }));
    expect(Math.abs(Math.log10(suggestRate(points)!) + 2)).toBeLessThan(0.2);
  });

  it('has nothing to say where the loss only rises, or there are too few points', () => {
    expect(suggestRate(rates.map((rate) => ({ rate, loss: 1 + rate })))).toBeNull();
    expect(suggestRate([])).toBeNull();
  });
});
