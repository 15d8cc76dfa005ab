import { describe, expect, it } from 'vitest';
import { isDrawn, type LabelledPhoto, makeTrainingSet } from '../../../electron/engine/training/training-set';

const photosOf = (className: string, groups: readonly number[]): LabelledPhoto[] =>
  groups.map((group, i) => ({
    photoId: `${className}${String(i).padStart(4, '0')}`,
    path: '',
    box: null,
    className,
    split: 'train',
    burst: group,
    alike: group,
  }));
const alone = (count: number, first: number) => Array.from({ length: count }, (_, i) => first + i);

describe('the photos of a run', () => {
  it('validate by the share asked for, where nothing was set to', () => {
    const photos = [...photosOf('a', alone(50, 0)), ...photosOf('b', alone(20, 100))];
    const { train, val } = makeTrainingSet(photos, 0.2, 1);
    expect([0, 1].map((label) => val.filter((one) => one.label === label).length)).toEqual([10, 4]);
    expect(train).toHaveLength(56);
    expect(makeTrainingSet(photos, 0.2, 1)).toEqual(makeTrainingSet([...photos].reverse(), 0.2, 1));
  });

  it('of one burst either train or validate', () => {
    for (let seed = 0; seed < 20; seed++) {
      const groups = Array.from({ length: 60 }, (_, i) => Math.floor(i / 5));
      const photos = [...photosOf('a', groups), ...photosOf('b', alone(30, 100))];
      const groupOf = new Map(photos.map(({ photoId, burst }) => [photoId, burst]));
      const { train, val } = makeTrainingSet(photos, 0.2, seed);
      const held = new Set(val.map(({ photoId }) => groupOf.get(photoId)));
      expect(train.filter(({ photoId }) => held.has(groupOf.get(photoId)))).toEqual([]);
      expect(val.filter(({ label }) => label === 0)).toHaveLength(10);
    }
  });

  it('that show nearly the same either train or validate, as long as the class has others', () => {
    const like = (alike: readonly number[]) =>
      photosOf('a', alone(12, 0)).map((photo, i) => ({ ...photo, alike: alike[i] }));
    for (let seed = 0; seed < 20; seed++) {
      const pairs = like([0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10]);
      const { train, val } = makeTrainingSet([...pairs, ...photosOf('b', alone(5, 100))], 0.2, seed);
      const groupOf = new Map(pairs.map(({ photoId, alike }) => [photoId, alike]));
      const held = new Set(val.filter(({ label }) => label === 0).map(({ photoId }) => groupOf.get(photoId)));
      expect(held.size).toBe(1);
      expect(train.filter(({ photoId }) => held.has(groupOf.get(photoId)))).toEqual([]);
    }
    // All alike: something has to validate, and bursts are what stays whole.
    const one = like(Array.from({ length: 12 }, () => 0));
    const { val } = makeTrainingSet([...one, ...photosOf('b', alone(5, 100))], 0.2, 1);
    expect(val.filter(({ label }) => label === 0)).toHaveLength(2);
  });

  it('have to be drawn where a class has none that validates', () => {
    const [first, ...rest] = [...photosOf('a', alone(2, 0)), ...photosOf('b', alone(2, 10))];
    const held = (photo: LabelledPhoto): LabelledPhoto => ({ ...photo, split: 'val' });
    expect(isDrawn([first, ...rest])).toBe(true);
    expect(isDrawn([held(first), ...rest])).toBe(true);
    expect(isDrawn([held(first), rest[0], held(rest[1]), rest[2]])).toBe(false);
  });

  it('that are one burst cannot be split', () => {
    const photos = [...photosOf('a', [7, 7, 7, 7]), ...photosOf('b', alone(4, 100))];
    expect(() => makeTrainingSet(photos, 0.2, 1)).toThrow(/“a”/);
  });
});
