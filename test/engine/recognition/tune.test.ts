import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { presets } from '@shared/recipe';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { RunStore } from '../../../electron/engine/training/run-store';

let root: string;
let engine: Engine;
const scores = async () => (await engine.handlers['tune.scores']({ job: 'score' })).photos;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ramune-tune-'));
  engine = createEngine(() => {});
  await engine.handlers['project.sample']({ folder: join(root, 'sample'), job: 'sample' });
  await engine.handlers['registry.registerClasses']({ references: 2, job: 'register' });
});
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

it('scores validation photos and strangers, and says which of them the model was trained on', async () => {
  const before = await scores();
  const list = await engine.handlers['photos.list']({ split: 'val' });
  expect(new Set(before.map(({ photoId }) => photoId))).toEqual(new Set(list.map(({ id }) => id)));
  expect(before.some(({ trained }) => trained)).toBe(false);

  const seen = before[0].photoId;
  const project = engine.session.project();
  await new RunStore(project.paths.runs).write({
    version: 1,
    summary: {
      id: 'seen',
      recipe: presets.quick,
      engine: 'onnx',
      seed: 1,
      status: 'done',
      reason: null,
      startedAt: '2026-01-01T00:00:00.000Z',
      startedFrom: null,
      seconds: 1,
      classes: [],
      photoCount: 1,
      stages: 1,
      epochs: 1,
      imagesPerSecond: 1,
      bestValLoss: 1,
      bestValAccuracy: 1,
    },
    train: [{ photoId: seen, label: 0 }],
    val: [{ photoId: before[1].photoId, label: 0 }],
  });
  await project.settings.set('modelRunId', 'seen');
  const after = await scores();
  expect(after.filter(({ trained }) => trained).map(({ photoId }) => photoId)).toEqual([seen]);
  await project.settings.set('modelRunId', null);
});
