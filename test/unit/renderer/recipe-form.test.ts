import { describe, expect, it } from 'vitest';
import { Head, presets } from '@shared/recipe';
import {
  checkDraft,
  headDefaults,
  presetOf,
  valueAt,
  withValue,
} from '../../../renderer/train/recipe/recipe-form';

const { quick } = presets;

describe('editing a recipe', () => {
  it('reads and changes fields by path and leaves the rest as it is', () => {
    const changed = withValue(quick, 'stages.1.epochs', 9);
    expect(valueAt(changed, 'stages.1.epochs')).toBe(9);
    expect(changed.stages[0]).toBe(quick.stages[0]);
    expect(quick.stages[1].epochs).not.toBe(9);
    expect(valueAt(withValue(quick, 'earlyStopping', { patience: 3 }), 'earlyStopping.patience')).toBe(3);
    expect(valueAt(quick, 'earlyStopping.patience')).toBeUndefined();
  });

  it('takes a sound draft and says of each unsound field what is wrong', () => {
    expect(checkDraft(quick)).toEqual({ recipe: quick, problems: new Map() });
    const wrong = [
      ['batchSize', 1],
      ['stages.0.learningRate', undefined],
      ['augmentation.zoom', 2],
      ['head.m', 9],
    ] as const;
    const { recipe, problems } = checkDraft(
      wrong.reduce((draft, [path, value]) => withValue(draft, path, value), quick),
    );
    expect(recipe).toBeNull();
    expect(Object.fromEntries(problems)).toEqual({
      batchSize: { key: 'tooSmall', limit: 2 },
      'stages.0.learningRate': { key: 'invalid', limit: 0 },
      'augmentation.zoom': { key: 'tooLarge', limit: 0.9 },
      'head.m': { key: 'tooLarge', limit: 1.5 },
    });
  });

  it('starts every head with what the schema takes', () => {
    for (const [kind, head] of Object.entries(headDefaults)) expect(Head.parse(head).kind).toBe(kind);
  });

  it('knows a preset under any name, and what is none', () => {
    expect(presetOf({ ...quick, name: 'mine' })).toBe('quick');
    expect(presetOf({ ...quick, batchSize: 8 })).toBeNull();
  });
});
