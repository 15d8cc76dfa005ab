import { describe, expect, it } from 'vitest';
import { Plateau } from '../../../electron/engine/training/plateau';

describe('the plateau rule', () => {
  const after = (...losses: number[]) => {
    const plateau = new Plateau(1, { factor: 0.5, patience: 2 });
    losses.forEach((loss) => plateau.update(loss));
    return plateau;
  };

  it('lowers the rate after so many epochs that are no better, again and again', () => {
    expect(after(3, 3).learningRate).toBe(1);
    expect(after(3, 3, 4).learningRate).toBe(0.5);
    expect(after(3, 3, 4, 5, 5).learningRate).toBe(0.25);
    expect(after(3, 3, 2, 5).learningRate).toBe(1);
  });

  it('counts the epochs since the best, over every lowering', () => {
    expect(after(3, 3, 4, 5, 5).sinceBest).toBe(4);
    expect(after(3, 3, 4, 5, 2).sinceBest).toBe(0);
    expect(after(3, NaN, NaN).sinceBest).toBe(2);
  });
});
