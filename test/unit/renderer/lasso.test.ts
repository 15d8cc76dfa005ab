import { describe, expect, it } from 'vitest';
import { inLasso } from '../../../renderer/curate/lasso';

const cells = { columns: 4, width: 100, height: 50 };

describe('the lasso', () => {
  it('takes the tiles that it touches, whichever corner comes first', () => {
    expect(inLasso({ x1: 110, y1: 10, x2: 250, y2: 60 }, cells, 12)).toEqual([1, 2, 5, 6]);
    expect(inLasso({ x1: 250, y1: 60, x2: 110, y2: 10 }, cells, 12)).toEqual([1, 2, 5, 6]);
  });

  it('goes no further than the photos do', () => {
    expect(inLasso({ x1: -50, y1: 40, x2: 900, y2: 900 }, cells, 6)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(inLasso({ x1: 0, y1: 0, x2: 10, y2: 10 }, cells, 0)).toEqual([]);
  });
});
