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
    const first: Recipe = {
      ...quick,
      stages: [
        { from: 'head', epochs: 2, learningRate: 0.003 },
        { from: 'block_6', epochs: 3, learningRate: 0.0002 },
      ],
    };
    const other: Recipe = {
      ...first,
      batchSize: 16,
      head: { kind: 'cosface', s: 30, m: 0.3 },
      stages: first.stages.slice(0, 1),
      earlyStopping: { patience: 4 },
    };
    expect(recipeDiff([first, other, first])).toEqual([
      { path: 'head.kind', values: ['arcface', 'cosface', 'arcface'] },
      { path: 'head.easyMargin', values: ['false', null, 'false'] },
      { path: 'stages.1.from', values: ['block_6', null, 'block_6'] },
      { path: 'stages.1.epochs', values: ['3', null, '3'] },
      { path: 'stages.1.learningRate', values: ['0.0002', null, '0.0002'] },
      { path: 'batchSize', values: ['32', '16', '32'] },
      { path: 'earlyStopping.patience', values: [null, '4', null] },
    ]);
  });
});
