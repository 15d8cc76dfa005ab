import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { canContinue } from '@shared/training';
import { FeatureCache } from '../../../electron/engine/training/feature-cache';
import { RecordFile } from '../../../electron/engine/training/record-file';
import { RunStore } from '../../../electron/engine/training/run-store';
import { noPhotos } from '../../support/photos';
import { openWorkshop, small, type Workshop } from '../../support/workshop';

const head = { from: 'head', epochs: 1, learningRate: 3e-3 };
const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

describe.skipIf(noPhotos())('runs that fail', () => {
  let workshop: Workshop;
  beforeEach(async () => {
    workshop = await openWorkshop();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await workshop.close();
  });

  /** What the run list says of the newest run. */
  const listed = async () => (await workshop.engine.handlers['runs.list']({}))[0];
  const filesOf = (runId: string) => readdir(join(workshop.folder, 'runs', runId));

  it('say that the loss is no number, and keep the best weights before that', async () => {
    // Float32 ends at 3.4e38.
    const stages = [head, { from: 'head', epochs: 2, learningRate: 3e38 }];
    const { runId, ended } = await workshop.train({ ...small, stages });
    const run = await ended;
    expect(run).toMatchObject({ status: 'failed', bestValLoss: expect.any(Number) as number });
    expect(run.reason).toMatch(/loss became (NaN|Infinity).*lower learning rate/);
    expect(await listed()).toMatchObject({
      status: 'failed',
      reason: run.reason,
      code: 'training-collapsed',
    });
    expect(canContinue(run)).toBe(false);
    expect(await filesOf(runId)).toContain('best.safetensors');
    const { epochs, steps } = await workshop.engine.handlers['runs.history']({ runId });
    expect(epochs.length).toBeGreaterThan(0);
    expect(steps.length).toBeGreaterThan(0);
    expect(await workshop.engine.handlers['project.current']({})).toMatchObject({ modelRunId: runId });
  });

  it('say that the disk is full, and leave nothing half-written', async () => {
    vi.spyOn(RecordFile.prototype, 'write').mockRejectedValue(full());
    const { ended } = await workshop.train({ ...small, stages: [head] });
    expect(await ended).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/no space/) as string,
      code: 'disk-full',
    });
    expect(await listed()).toMatchObject({ status: 'failed', epochs: 0 });
    const left = await readdir(join(workshop.folder, 'cache', 'training'), { recursive: true });
    expect(left.filter((name) => /\.(u8|f16)$/.test(name))).toEqual([]);
    vi.restoreAllMocks();
    expect(await (await workshop.train({ ...small, stages: [head] })).ended).toMatchObject({
      status: 'done',
    });
  });

  it('leave no file open where the validation photos fail after the training photos', async () => {
    const build = FeatureCache.build.bind(FeatureCache);
    vi.spyOn(FeatureCache, 'build').mockImplementationOnce(build).mockRejectedValueOnce(full());
    const removed = vi.spyOn(RecordFile.prototype, 'remove');
    const created = vi.spyOn(RecordFile, 'create');
    const { ended } = await workshop.train({ ...small, stages: [head] });
    expect(await ended).toMatchObject({ status: 'failed' });
    expect(created).toHaveBeenCalledTimes(2); // the pixels and the training photos' features
    expect(removed).toHaveBeenCalledTimes(2);
  });

  it('are under way again as soon as they go on', async () => {
    const append = RunStore.prototype.appendMetrics;
    vi.spyOn(RunStore.prototype, 'appendMetrics')
      .mockImplementationOnce(function (this: RunStore, ...args) {
        return append.apply(this, args);
      })
      .mockRejectedValueOnce(full());
    const { runId, ended } = await workshop.train({ ...small, stages: [{ ...head, epochs: 200 }] });
    expect(await ended).toMatchObject({ status: 'failed', code: 'disk-full', epochs: 1 });
    vi.restoreAllMocks();
    expect(canContinue(await listed())).toBe(true);
    await workshop.engine.handlers['train.start']({ recipe: small, resume: runId });
    expect(await listed()).toMatchObject({ status: 'running', reason: null, code: null, epochs: 1 });
    await workshop.engine.handlers['train.cancel']({ runId });
  });

  it('end even where not a byte more can be written, and can be taken up once there is room', async () => {
    const { runId, ended } = await workshop.train({ ...small, stages: [{ ...head, epochs: 200 }] });
    await workshop.next('train.epoch');
    vi.spyOn(RunStore.prototype, 'appendMetrics').mockRejectedValue(full());
    vi.spyOn(RunStore.prototype, 'write').mockRejectedValue(full());
    expect(await ended).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/no space/) as string,
    });
    vi.restoreAllMocks();
    expect(await listed()).toMatchObject({ id: runId, status: 'interrupted' });
    const { handlers } = workshop.engine;
    const resume = () => handlers['train.start']({ recipe: small, resume: runId });
    const [{ id }] = await handlers['photos.list']({});
    await handlers['photos.setSplit']({ ids: [id], split: 'test' });
    await expect(resume()).rejects.toMatchObject({ code: 'run-photos', detail: id });
    await handlers['photos.setSplit']({ ids: [id], split: 'train' });
    const resumed = workshop.next('train.epoch');
    await resume();
    await resumed;
    await workshop.engine.handlers['train.cancel']({ runId });
    expect(await listed()).toMatchObject({ status: 'cancelled' });
  });

  it('never begin with a product of one photo, or with nothing to validate or to train on', async () => {
    const { handlers } = workshop.engine;
    const photos = await handlers['photos.list']({});
    const [first] = await handlers['classes.list']({});
    const own = photos.filter((photo) => photo.classId === first.id).map(({ id }) => id);
    const refused = (why: RegExp) =>
      expect(workshop.train({ ...small, stages: [head] })).rejects.toMatchObject({
        code: 'training-data',
        message: expect.stringMatching(why) as string,
      });
    await handlers['photos.setSplit']({ ids: own, split: 'val' });
    await refused(new RegExp(`${first.name}.*too few photos`));
    await handlers['photos.setSplit']({ ids: own, split: 'train' });
    await handlers['photos.remove']({ ids: own.slice(1) });
    await refused(new RegExp(`${first.name}.*too few photos`));
    await handlers['photos.setSplit']({ ids: photos.map(({ id }) => id), split: 'test' });
    await refused(/at least two products/);
    expect(await handlers['runs.list']({})).toEqual([]);
  });
});
