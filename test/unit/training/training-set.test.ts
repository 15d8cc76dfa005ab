import { describe, expect, it } from 'vitest';
import {
  isDrawn,
  type LabelledPhoto,
  makeTrainingSet,
  rowsOf,
} from '../../../electron/engine/training/training-set';

const photosOf = (className: string, groups: readonly number[]): LabelledPhoto[] =>
  groups.map((group, i) => ({
    photoId: `${className}${String(i).padStart(4, '0')}`,
    path: '',
    box: null,
    className,
    unknown: false,
    split: 'train',
    burst: group,
    alike: group,
  }));
const recipe = { validationShare: 0.2 };
const alone = (count: number, first: number) => Array.from({ length: count }, (_, i) => first + i);

describe('the photos of a run', () => {
  it('validate by the share asked for, where nothing was set to', () => {
    const photos = [...photosOf('a', alone(50, 0)), ...photosOf('b', alone(20, 100))];
    const { train, val } = makeTrainingSet(photos, recipe, 1);
    expect([0, 1].map((label) => val.filter((one) => one.label === label).length)).toEqual([10, 4]);
    expect(train).toHaveLength(56);
    expect(makeTrainingSet(photos, recipe, 1)).toEqual(makeTrainingSet([...photos].reverse(), recipe, 1));
  });

  it('of one burst either train or validate', () => {
    for (let seed = 0; seed < 20; seed++) {
      const groups = Array.from({ length: 60 }, (_, i) => Math.floor(i / 5));
      const photos = [...photosOf('a', groups), ...photosOf('b', alone(30, 100))];
      const groupOf = new Map(photos.map(({ photoId, burst }) => [photoId, burst]));
      const { train, val } = makeTrainingSet(photos, recipe, seed);
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
      const { train, val } = makeTrainingSet([...pairs, ...photosOf('b', alone(5, 100))], recipe, seed);
      const groupOf = new Map(pairs.map(({ photoId, alike }) => [photoId, alike]));
      const held = new Set(val.filter(({ label }) => label === 0).map(({ photoId }) => groupOf.get(photoId)));
      expect(held.size).toBe(1);
      expect(train.filter(({ photoId }) => held.has(groupOf.get(photoId)))).toEqual([]);
    }
    // All alike: something has to validate, and bursts are what stays whole.
    const one = like(Array.from({ length: 12 }, () => 0));
    const { val } = makeTrainingSet([...one, ...photosOf('b', alone(5, 100))], recipe, 1);
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
    const refused = (all: LabelledPhoto[], code: string, why: RegExp) =>
      expect(() => makeTrainingSet(all, recipe, 1)).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(why) as string }),
      );
    refused(photos, 'training-burst', /“a” were taken at one moment/);
    const byHand = photos.map((photo, i) => (i ? photo : { ...photo, split: 'val' as const }));
    expect(makeTrainingSet(byHand, recipe, 1).val.filter(({ label }) => label === 0)).toHaveLength(1);
    const held = photos.map((photo) => ({ ...photo, split: 'val' as const }));
    refused(held, 'training-data', /“a” .* all 4 are set for validation/);
    refused(photos.slice(3), 'training-data', /“a” .* at least two are needed/);
  });

  describe('of unknown things', () => {
    const products = [...photosOf('a', alone(10, 0)), ...photosOf('b', alone(10, 100))];
    const things = (groups: readonly number[]) =>
      photosOf('hands', groups).map((photo) => ({ ...photo, unknown: true }));

    it('are left out unless the recipe wants them', () => {
      const set = makeTrainingSet([...products, ...things(alone(10, 200))], recipe, 1);
      expect(set).toEqual(makeTrainingSet(products, recipe, 1));
      expect(rowsOf(set)).toBe(2);
    });

    it('are a class each, after the products, those that look alike one; a share is held out, none validates', () => {
      const photos = things([200, 200, 201, 202, 203, 204, 205, 206, 207, 208]);
      const set = makeTrainingSet([...products, ...photos], { ...recipe, unknowns: true }, 1);
      expect(set.classes).toEqual(['a', 'b']);
      expect(set.val).toEqual(makeTrainingSet(products, recipe, 1).val);
      const trained = set.train.filter(({ label }) => label > 1);
      expect(trained).toHaveLength(8);
      const groupOf = new Map(photos.map(({ photoId, alike }) => [photoId, alike]));
      const groups = new Map(trained.map(({ photoId, label }) => [label, groupOf.get(photoId)]));
      expect(trained.map(({ photoId }) => groupOf.get(photoId))).toEqual(
        trained.map(({ label }) => groups.get(label)),
      );
      expect(new Set(groups.values()).size).toBe(groups.size);
      expect([...groups.keys()].sort()).toEqual(alone(groups.size, 2));
      expect(rowsOf(set)).toBe(2 + groups.size);
    });

    it('are drawn where there are too many', () => {
      const set = makeTrainingSet(
        [...products, ...things(alone(900, 200))],
        { ...recipe, unknowns: true },
        1,
      );
      expect(rowsOf(set)).toBe(2 + 256);
    });
  });
});
