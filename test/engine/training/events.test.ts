import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { EventFile } from '../../../electron/engine/training/tensorboard/event-file';
import { haveKeras, readEvents } from '../../support/keras';

let keras = false;
beforeAll(async () => {
  keras = await haveKeras();
});

it('writes event files that TensorFlow reads', async ({ skip }) => {
  if (!keras) return skip();
  const folder = await mkdtemp(join(tmpdir(), 'ramune-events-'));
  try {
    const events = new EventFile(folder, 40);
    const step = { kind: 'step', stage: 0, accuracy: 0.5 } as const;
    events.step({ ...step, step: 41, loss: 2.5, learningRate: 0.25 });
    await events.flush();
    events.step({ ...step, step: 300, loss: 2 });
    events.epoch({
      runId: 'r',
      epoch: 1,
      step: 300,
      stage: 0,
      from: 'head',
      loss: 2.25,
      accuracy: 0.5,
      valLoss: 1.5,
      valAccuracy: 0.75,
      learningRate: 0.25,
      best: true,
    });
    await events.flush();
    const [file] = await readdir(folder);
    expect(await readEvents(join(folder, file))).toEqual([
      [41, 'train/loss', 2.5],
      [41, 'train/accuracy', 0.5],
      [41, 'train/learning_rate', 0.25],
      [300, 'train/loss', 2],
      [300, 'train/accuracy', 0.5],
      [300, 'validation/loss', 1.5],
      [300, 'validation/accuracy', 0.75],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
