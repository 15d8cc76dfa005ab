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

  it('has nothing to say where the loss only rises, or there are too few points', () => {
    expect(suggestRate(rates.map((rate) => ({ rate, loss: 1 + rate })))).toBeNull();
    expect(suggestRate([])).toBeNull();
  });
});
