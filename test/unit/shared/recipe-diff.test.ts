import { describe, expect, it } from 'vitest';
import { presets, type Recipe } from '@shared/recipe';
import { recipeDiff } from '@shared/recipe-diff';

const { quick } = presets;

describe('the difference of recipes', () => {
  it('is nothing for the same recipe under another name', () => {
    expect(recipeDiff([quick, { ...structuredClone(quick), name: 'copy' }])).toEqual([]);
    expect(recipeDiff([quick])).toEqual([]);
  });

  it('names every field that differs, and those that one recipe lacks', () => {
    const other: Recipe = {
      ...quick,
      batchSize: 16,
      head: { kind: 'cosface', s: 30, m: 0.3 },
      stages: quick.stages.slice(0, 2),
      earlyStopping: { patience: 4 },
    };
    expect(recipeDiff([quick, other, quick])).toEqual([
      { path: 'head.kind', values: ['arcface', 'cosface', 'arcface'] },
      { path: 'head.easyMargin', values: ['false', null, 'false'] },
      { path: 'stages.2.from', values: ['block_6', null, 'block_6'] },
      { path: 'stages.2.epochs', values: ['3', null, '3'] },
      { path: 'stages.2.learningRate', values: ['0.0002', null, '0.0002'] },
      { path: 'batchSize', values: ['32', '16', '32'] },
      { path: 'earlyStopping.patience', values: [null, '4', null] },
    ]);
  });
});
