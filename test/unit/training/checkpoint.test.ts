import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { presets } from '@shared/recipe';
import { readBackbone } from '../../../electron/engine/network/backbone';
import { readProgress, saveBest, saveLast } from '../../../electron/engine/training/checkpoint';
import { newModel } from '../../../electron/engine/training/model';
import { startProgress } from '../../../electron/engine/training/trainer';

let root: string;
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'ramune-checkpoint-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

describe('a run that is taken up again', () => {
  it('knows how the best weights did, though its process died before the last ones were written', async () => {
    const [best, last] = [join(root, 'best'), join(root, 'last')];
    const progress = startProgress(presets.quick, newModel((await readBackbone()).weights, 2, 1));
    Object.assign(progress.position, { bestValLoss: 2, bestValAccuracy: 0.5 });
    await saveLast(last, progress);
    await saveBest(best, progress.model, { bestValLoss: 1, bestValAccuracy: 0.75 });
    const { position } = await readProgress(last, best, presets.quick);
    expect(position).toMatchObject({ bestValLoss: 1, bestValAccuracy: 0.75 });
    // As studios before wrote it.
    await saveBest(best, progress.model);
    const older = await readProgress(last, best, presets.quick);
    expect(older.position).toMatchObject({ bestValLoss: 2, bestValAccuracy: 0.5 });
  });
});
