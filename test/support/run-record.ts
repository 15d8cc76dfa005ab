import { presets } from '@shared/recipe';
import type { RunRecord } from '@shared/training';

/** What is written of a run that ended well, as if there had been one. */
export const runRecord = (changes: Partial<RunRecord> & Pick<RunRecord, 'id'>): RunRecord => ({
  recipe: presets.quick,
  engine: 'onnx',
  seed: 1,
  status: 'done',
  reason: null,
  code: null,
  startedAt: '2026-01-01T00:00:00Z',
  startedFrom: null,
  seconds: 1,
  classes: [],
  photoCount: 1,
  stages: 1,
  epochs: 1,
  imagesPerSecond: 1,
  bestValLoss: 1,
  bestValAccuracy: 1,
  ...changes,
});
