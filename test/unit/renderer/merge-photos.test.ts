import { describe, expect, it } from 'vitest';
import { merged } from '../../../renderer/curate/merge-photos';
import type { Photo } from '../../../shared/domain';

const photo = (name: string, classId: number | null = null): Photo => ({
  id: name.padEnd(64, '0'),
  name,
  classId,
  split: 'train',
  width: 1,
  height: 1,
  box: null,
});
const ids = (...photos: Photo[]) => new Set(photos.map(({ id }) => id));
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => photo(name));

describe('photos that changed', () => {
  it('take the place of what they were; the others are the same objects', () => {
    const now = merged([a, b, c], ids(b), [photo('b', 7)]);
    expect(now.map(({ classId }) => classId)).toEqual([null, 7, null]);
    expect([now[0], now[2]]).toEqual([a, c]);
    expect(now[0]).toBe(a);
  });

  it('are gone where they are not found, and come in where they belong', () => {
    expect(merged([a, b, c], ids(a, b), [a])).toEqual([a, c]);
    expect(merged([a, c], ids(b, d), [d, b])).toEqual([a, b, c, d]);
  });
});
