import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Split } from '@shared/domain';
import type { RunSummary } from '@shared/training';
import { Job } from '../../../electron/engine/jobs';
import { dot, normalize } from '../../../electron/engine/recognition/gallery';
import { readModel } from '../../../electron/engine/training/checkpoint';
import { photosOfProject, photosToTrain } from '../../../electron/engine/training/labelled-photos';
import { RunStore } from '../../../electron/engine/training/run-store';
import { Trainings } from '../../../electron/engine/training/trainings';
import { embeddingSize } from '../../../electron/engine/network/unit';
import { noPhotos, productPhotos, unknownPhotos } from '../../support/photos';
import { small, Workshop } from '../../support/workshop';

/** The head's class centres by class name. */
async function centresOf(folder: string, { id, classes }: RunSummary): Promise<Map<string, Float32Array>> {
  const { head } = await readModel(join(folder, 'runs', id, 'best.safetensors'));
  const size = head.length / classes.length;
  return new Map(classes.map((name, i) => [name, head.subarray(i * size, (i + 1) * size)]));
}

const cosine = (a: Float32Array, b: Float32Array) => dot(normalize(a.slice()), normalize(b.slice()));

describe.skipIf(noPhotos())('training runs', () => {
  let root: string;
  let workshop: Workshop;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-runs-'));
    workshop = new Workshop(join(root, 'project'));
    await workshop.fill();
  });

  afterEach(async () => {
    await workshop.engine.close();
    await rm(root, { recursive: true, force: true });
  });

  it('learns, reports as it goes, and puts the best weights to use', async () => {
    const { runId, ended } = await workshop.train(small);
    const summary = await ended;
    expect(summary).toMatchObject({ id: runId, status: 'done', reason: null, epochs: 7, engine: 'onnx' });
    const epochs = workshop.all('train.epoch');
    expect(epochs.map((e) => e.epoch)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(epochs[6].loss).toBeLessThan(epochs[0].loss / 2);
    expect(summary.bestValAccuracy).toBeGreaterThan(0.5);
    expect(summary.bestValLoss).toBe(Math.min(...epochs.map((e) => e.valLoss)));
    expect(workshop.all('train.step').length).toBeGreaterThan(3);
    expect(workshop.all('train.stage').map((s) => s.phase)).toContain('preparing');
    const history = await workshop.engine.handlers['runs.history']({ runId });
    expect(history.epochs).toEqual(epochs);
    expect(history.steps.length).toBe(epochs[6].step);
    expect(await workshop.engine.handlers['project.current']({})).toMatchObject({ modelRunId: runId });
  });

  it('stops at once when cancelled and keeps the best weights', async () => {
    const { runId, ended } = await workshop.train({
      ...small,
      stages: [{ from: 'block_16', epochs: 500, learningRate: 1e-3 }],
    });
    await workshop.next('train.epoch');
    const asked = performance.now();
    await workshop.engine.handlers['train.cancel']({ runId });
    expect(performance.now() - asked).toBeLessThan(3000);
    expect(await ended).toMatchObject({ status: 'cancelled' });
    expect(await workshop.engine.handlers['project.current']({})).toMatchObject({ modelRunId: runId });
  });

  it('begins one run where two are asked for at once', async () => {
    const { handlers } = workshop.engine;
    const asked = ['one', 'other'].map((job) => handlers['train.start']({ recipe: small, job }));
    const outcomes = await Promise.allSettled(asked);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason as unknown)).toMatchObject([{ code: 'training-busy' }]);
  });

  it('begins none in a project that is closed before it has begun', async () => {
    const { handlers } = workshop.engine;
    const asked = handlers['train.start']({ recipe: small }).catch(({ code }: { code: string }) => code);
    await handlers['project.close']({});
    expect(await asked).toBe('cancelled');
    await handlers['project.open']({ folder: workshop.folder });
    expect(await handlers['runs.list']({})).toEqual([]);
    const { ended } = await workshop.train({ ...small, stages: small.stages.slice(0, 1) });
    expect(await ended).toMatchObject({ status: 'done' });
  });

  it('is under way until its weights are in use', async () => {
    const { session } = workshop.engine;
    let putToUse!: () => void;
    const inUse = new Promise<void>((resolve) => (putToUse = resolve));
    let ended!: () => void;
    const adopting = new Promise<void>((resolve) => (ended = resolve));
    const trainings = new Trainings(
      () => {},
      () => (ended(), inUse),
    );
    const options = {
      recipe: { ...small, stages: small.stages.slice(0, 1) },
      engine: 'onnx',
      seed: 5,
    } as const;
    const photos = await photosOfProject(session);
    const runId = await trainings.start(session.project(), { ...options, photos });
    await adopting;
    expect(trainings.runningId).toBe(runId);
    const stopped = trainings.cancel(runId);
    putToUse();
    await stopped;
    expect(trainings.runningId).toBeNull();
  });

  it('goes on after a cut exactly as if there had been none', async () => {
    const { runId, ended } = await workshop.train(small);
    const cut = join(root, 'cut');
    const copied = (async () => {
      while ((await workshop.next('train.epoch')).epoch !== 3);
      // What a killed engine leaves behind: the state after epoch 3, marked as running.
      await cp(join(workshop.folder, 'runs', runId), cut, { recursive: true });
    })();
    await Promise.all([ended, copied]);
    const whole = await readFile(join(workshop.folder, 'runs', runId, 'best.safetensors'));
    await rm(join(workshop.folder, 'runs', runId), { recursive: true });
    await cp(cut, join(workshop.folder, 'runs', runId), { recursive: true });

    const [interrupted] = await workshop.engine.handlers['runs.list']({});
    expect(interrupted.status).toBe('interrupted');
    // What it sees of its photos is what it saw when it began.
    const { handlers } = workshop.engine;
    const boxes = (await handlers['photos.list']({})).map(({ id }) => ({
      id,
      box: { left: 0, top: 0, width: 100, height: 100 },
    }));
    await handlers['photos.setBoxes']({ boxes });
    const again = workshop.next('train.end');
    await workshop.engine.handlers['train.start']({ recipe: small, resume: runId });
    expect(await again).toMatchObject({ status: 'done', epochs: 7 });
    const { epochs, steps } = await workshop.engine.handlers['runs.history']({ runId });
    expect(epochs.map((e) => e.epoch)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(steps.map((s) => s.step)).size).toBe(steps.length);
    const resumed = await readFile(join(workshop.folder, 'runs', runId, 'best.safetensors'));
    expect(resumed.equals(whole)).toBe(true);
  });

  it('trains on from a finished run, with what its head knew of the products that are still there', async () => {
    const first = await workshop.train(small);
    const { bestValLoss, classes } = await first.ended;
    const again = {
      recipe: { ...small, stages: [{ from: 'head', epochs: 1, learningRate: 1e-6 }] },
      seed: 5,
    };
    const ended = workshop.next('train.end');
    await workshop.engine.handlers['train.start']({ ...again, from: first.runId });
    expect(await ended).toMatchObject({ status: 'done', startedFrom: first.runId });
    expect(workshop.all('train.epoch').at(-1)!.valLoss).toBeCloseTo(bestValLoss!, 2);

    const [className, paths] = [...(await productPhotos())][3];
    await workshop.engine.handlers['photos.import']({ paths: paths.slice(0, 14), className, job: 'more' });
    const withMore = workshop.next('train.end');
    await workshop.engine.handlers['train.start']({ ...again, from: first.runId });
    await withMore;
    const runs = await workshop.engine.handlers['runs.list']({});
    const centres = await Promise.all(runs.map((run) => centresOf(workshop.folder, run)));
    // The runs are listed newest first.
    for (const name of classes)
      expect(cosine(centres[0].get(name)!, centres[2].get(name)!)).toBeGreaterThan(0.999);
    expect(centres[0].has(className)).toBe(true);
    await expect(
      workshop.engine.handlers['train.start']({ ...again, from: 'no-such-run' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('trains on unknown things beside the products, and leaves those out of what thresholds are chosen by', async () => {
    const { handlers } = workshop.engine;
    await handlers['classes.create']({ name: 'Not ours', kind: 'unknown' });
    const things = (await unknownPhotos()).filter((_, i) => i % 12 === 1);
    await handlers['photos.import']({ paths: things, className: 'Not ours', job: 'unknown' });
    await handlers['registry.registerClasses']({ references: 4, job: 'register' });
    const scoredStrangers = async () =>
      (await handlers['tune.scores']({ job: 'score' })).photos.filter(({ truth }) => truth === null);
    expect(await scoredStrangers()).toHaveLength(things.length);

    const { runId, ended } = await workshop.train({ ...small, unknowns: true });
    const { classes } = await ended;
    expect(classes).toHaveLength(3);
    const { head } = await readModel(join(workshop.folder, 'runs', runId, 'best.safetensors'));
    const { train } = await new RunStore(join(workshop.folder, 'runs')).read(runId);
    const trained = new Set(train.filter(({ label }) => label >= 3).map(({ photoId }) => photoId));
    expect(trained.size).toBe(head.length / embeddingSize - 3);
    expect(trained.size).toBeGreaterThan(things.length / 2);
    const strangers = await scoredStrangers();
    expect(strangers).toHaveLength(things.length - trained.size);
    expect(strangers.filter(({ photoId }) => trained.has(photoId))).toEqual([]);
  });

  it('takes shots of one unknown thing for one, also where every class has photos that validate', async () => {
    const { handlers, session } = workshop.engine;
    await handlers['classes.create']({ name: 'Not ours', kind: 'unknown' });
    const [one, other, held] = (await unknownPhotos()).filter((_, i) => i % 40 === 1);
    const again = join(root, 'again.jpg');
    await sharp(one).jpeg({ quality: 80 }).toFile(again);
    const bring = (paths: string[], split: Split) =>
      handlers['photos.import']({ paths, className: 'Not ours', split, job: 'unknown' });
    await bring([one, again, other], 'train');
    await bring([held], 'val');
    const photos = await handlers['photos.list']({});
    const first = new Map(photos.map(({ classId, id }) => [classId, id]));
    const products = (await handlers['classes.list']({})).filter(({ kind }) => kind === 'product');
    await handlers['photos.setSplit']({ ids: products.map(({ id }) => first.get(id)!), split: 'val' });
    const job = new Job('look', () => {});
    const things = (await photosToTrain(session, undefined, true, job)).filter(({ unknown }) => unknown);
    expect(things).toHaveLength(4);
    expect(new Set(things.map(({ alike }) => alike)).size).toBe(3);
  });

  it('looks for a learning rate, leaves nothing behind, and trains at what it found', async () => {
    const { handlers } = workshop.engine;
    const curve = await handlers['train.findRate']({ recipe: small, stage: 1, job: 'rate' });
    const { points, suggested } = curve;
    expect(points.length).toBeGreaterThan(30);
    expect(points.map(({ rate }) => rate)).toEqual([...points.map(({ rate }) => rate)].sort((a, b) => a - b));
    expect(suggested).toBeGreaterThan(1e-5);
    expect(suggested).toBeLessThan(0.1);
    expect(await readdir(join(workshop.folder, 'cache', 'training', 'rate'))).toEqual([]);
    expect(await handlers['runs.list']({})).toEqual([]);
    const stages = [small.stages[0], { ...small.stages[1], learningRate: suggested! }];
    const { ended } = await workshop.train({ ...small, stages });
    expect((await ended).bestValAccuracy).toBeGreaterThan(0.5);
  });

  it('stops looking for a learning rate when asked, and refuses to train meanwhile', async () => {
    const { handlers } = workshop.engine;
    const asked = handlers['train.findRate']({ recipe: small, stage: 0, job: 'rate' });
    const refused = expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await workshop.next('job.progress');
    await expect(workshop.train(small)).rejects.toMatchObject({ code: 'training-busy' });
    await handlers['job.cancel']({ job: 'rate' });
    await refused;
    const { ended } = await workshop.train({ ...small, stages: small.stages.slice(0, 1) });
    expect(await ended).toMatchObject({ status: 'done' });
  });

  it('holds while paused, and ends with the weights of a run that never was', async () => {
    const whole = await workshop.train(small);
    await whole.ended;
    const { handlers } = workshop.engine;
    const { runId, ended } = await workshop.train(small);
    await workshop.next('train.epoch');
    await handlers['train.setPaused']({ runId, paused: true });
    expect((await handlers['runs.list']({}))[0]).toMatchObject({ id: runId, status: 'paused' });
    // The step under way ends; nothing follows it.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const said = workshop.said.length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(workshop.said.length).toBe(said);
    await handlers['train.setPaused']({ runId, paused: false });
    const summary = await ended;
    expect(summary).toMatchObject({ status: 'done', epochs: 7 });
    expect(workshop.all('train.paused')).toEqual([true, false].map((paused) => ({ runId, paused })));
    const weights = (id: string) => readFile(join(workshop.folder, 'runs', id, 'best.safetensors'));
    expect((await weights(runId)).equals(await weights(whole.runId))).toBe(true);
  });

  it('ends each stage early where the validation loss no longer falls', async () => {
    const earlyStopping = { patience: 2 };
    // Rates so low that no weight moves: the first epoch stays the best.
    const stages = [1e-12, 2e-12].map((learningRate) => ({ from: 'head', epochs: 60, learningRate }));
    const { ended } = await workshop.train({ ...small, stages, earlyStopping });
    expect(await ended).toMatchObject({ status: 'done', stages: 2 });
    for (const stage of [0, 1]) {
      const losses = workshop
        .all('train.epoch')
        .filter((epoch) => epoch.stage === stage)
        .map((epoch) => epoch.valLoss);
      const best = losses.indexOf(Math.min(...losses));
      expect(losses.length).toBeLessThan(60);
      expect(losses.length).toBe(best + 3);
    }
  });

  it('keeps what is said about a run, and takes it out and puts it back unless it is in use', async () => {
    const { handlers } = workshop.engine;
    const { runId, ended } = await workshop.train({ ...small, stages: small.stages.slice(0, 1) });
    await expect(handlers['runs.remove']({ runId })).rejects.toMatchObject({ code: 'training-busy' });
    await handlers['runs.describe']({ runId, tags: ['first'], notes: 'head only' });
    await ended;
    expect((await handlers['runs.list']({}))[0]).toMatchObject({ tags: ['first'], notes: 'head only' });
    await expect(handlers['runs.remove']({ runId })).rejects.toMatchObject({ code: 'run-in-use' });
    await handlers['model.use']({ runId: null, job: 'use' });
    await handlers['runs.remove']({ runId });
    expect(await handlers['runs.list']({})).toEqual([]);
    await handlers['runs.restore']({ runId });
    expect(await handlers['runs.list']({})).toHaveLength(1);
    await handlers['runs.remove']({ runId });
    await handlers['project.close']({});
    await handlers['project.open']({ folder: workshop.folder });
    await expect(handlers['runs.restore']({ runId })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses a second run while one is under way, and too little to train on', async () => {
    const { runId } = await workshop.train(small);
    await expect(workshop.train(small)).rejects.toMatchObject({ code: 'training-busy' });
    await workshop.engine.handlers['train.cancel']({ runId });
    const one = { recipe: small, classes: [[...(await productPhotos()).keys()][0]] };
    await expect(workshop.engine.handlers['train.start'](one)).rejects.toMatchObject({
      code: 'training-data',
    });
    const none = { recipe: small, classes: ['no such product'] };
    await expect(workshop.engine.handlers['train.start'](none)).rejects.toMatchObject({ code: 'not-found' });
  });
});
