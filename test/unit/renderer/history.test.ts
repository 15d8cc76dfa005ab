import { describe, expect, it } from 'vitest';
import { filterAnswers } from '../../../renderer/recognise/history';
import type { Answer } from '../../../renderer/recognise/recognise-store';

const candidate = (productId: number, score: number) => ({
  productId,
  name: `P${productId}`,
  score,
  photoId: '',
});
const answer = (key: number, name: string, product: string | null, scores: number[]): Answer => ({
  key,
  name,
  photoId: '',
  product: product === null ? null : { id: 1, name: product },
  score: scores[0],
  threshold: 0.9,
  candidates: scores.map((score, i) => candidate(i, score)),
  milliseconds: 1,
});

const answers = [
  answer(1, 'a.jpg', '緑茶', [0.99, 0.2]),
  answer(2, 'b.jpg', 'Cola', [0.95, 0.92]),
  answer(3, 'c.jpg', null, [0.3]),
];
const keys = (kind: 'all' | 'known' | 'stranger' | 'close', text = '') =>
  filterAnswers(answers, { kind, text }).map(({ key }) => key);

describe('the history’s filter', () => {
  it('keeps the kind that is asked for, in order', () => {
    expect(keys('all')).toEqual([1, 2, 3]);
    expect(keys('known')).toEqual([1, 2]);
    expect(keys('stranger')).toEqual([3]);
    expect(keys('close')).toEqual([2]);
  });

  it('finds by product or photo in any case and width, within the kind', () => {
    expect(keys('all', 'ＣＯＬＡ')).toEqual([2]);
    expect(keys('all', '緑')).toEqual([1]);
    expect(keys('all', 'c.jpg')).toEqual([3]);
    expect(keys('stranger', 'cola')).toEqual([]);
  });
});
