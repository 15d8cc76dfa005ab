import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageAnswer } from '@shared/domain';
import { vote } from '../../../renderer/recognise/live/vote';

const answer = (id: number | null, score: number): ImageAnswer => ({
  product: id === null ? null : { id, name: `P${id}` },
  score,
  threshold: 0.5,
  candidates: [],
  milliseconds: 1,
});

describe('the vote over a camera’s frames', () => {
  it('is what most frames say, their mean score, and nothing while they do not agree', () => {
    expect(vote([])).toBeNull();
    expect(vote([answer(1, 0.9), answer(2, 0.9)])).toBeNull();
    expect(vote([answer(1, 0.8), answer(2, 0.9), answer(1, 0.6)])).toMatchObject({
      product: { id: 1 },
      score: 0.7,
    });
    expect(vote([answer(null, 0.1), answer(null, 0.3), answer(1, 0.9)])?.product).toBeNull();
  });

  it('is not changed by fewer frames than half, wherever they are', () => {
    const frames = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(frames, (right) => {
        const wrong = right.filter((one) => !one).length;
        const found = vote(right.map((one, i) => (one ? answer(7, 0.9) : answer(100 + i, 0.9))));
        if (wrong * 2 < right.length) expect(found?.product?.id).toBe(7);
        else if (right.length > 2) expect(found?.product?.id).not.toBe(7);
      }),
    );
  });
});
