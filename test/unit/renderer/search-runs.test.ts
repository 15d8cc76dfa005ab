import { describe, expect, it } from 'vitest';
import { presets } from '@shared/recipe';
import type { RunSummary } from '@shared/training';
import { searchRuns } from '../../../renderer/train/search-runs';
import { runRecord } from '../../support/run-record';

const run = (id: string, changes: Partial<RunSummary> = {}): RunSummary => ({
  ...runRecord({ id, classes: ['Cola', '緑茶'] }),
  tags: [],
  notes: '',
  ...changes,
});

describe('searching runs', () => {
  const runs = [
    run('a', { tags: ['Baseline'], notes: 'first try' }),
    run('b', { recipe: { ...presets.seed, head: { kind: 'cosface', s: 30, m: 0.3 } } }),
    run('c', { status: 'failed', classes: ['Ramune'] }),
  ];
  const found = (text: string) => searchRuns(runs, text).map(({ id }) => id);

  it('finds all without words, and by tag, note, recipe, head, class and status', () => {
    expect(found('  ')).toEqual(['a', 'b', 'c']);
    expect(found('baseline')).toEqual(['a']);
    expect(found('TRY')).toEqual(['a']);
    expect(found('seed')).toEqual(['b']);
    expect(found('cosface')).toEqual(['b']);
    expect(found('緑茶')).toEqual(['a', 'b']);
    expect(found('failed')).toEqual(['c']);
  });

  it('wants every word', () => {
    expect(found('cola first')).toEqual(['a']);
    expect(found('cola ramune')).toEqual([]);
  });
});
