import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Emit } from '@shared/contract';
import type { EngineKind } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Recipe } from '@shared/recipe';
import type { RateCurve, RunRecord, RunSummary } from '@shared/training';
import type { OpenProject } from '../project/open-project';
import { readProgress } from './checkpoint';
import type { Job } from '../jobs';
import { createStepperOf, pickEngine } from './engines';
import { findRate } from './find-rate';
import { decodePixelFile } from './pixel-file';
import { breathe, RunControl } from './run-control';
import { RunLog, whyOf } from './run-log';
import { type RunFile, RunStore } from './run-store';
import { startModel } from './start-model';
import { type Progress, startProgress, train } from './trainer';
import { type LabelledPhoto, makeTrainingSet, rowsOf, type TrainingSet } from './training-set';

export interface StartOptions {
  recipe: Recipe;
  photos: readonly LabelledPhoto[];
  engine: 'auto' | EngineKind;
  seed: number;
  /** A run to start from; absent: the project's backbone. */
  from?: string;
}

export interface FindRateOptions extends StartOptions {
  /** Index in the recipe. */
  stage: number;
}

/** A run that is under way. */
interface Active {
  runId: string;
  control: RunControl;
  log: RunLog;
  ended: Promise<RunRecord>;
}

/** Starts, stops and takes up training runs; one at a time. */
export class Trainings {
  private active: Active | null = null;
  /** The range test that is under way. */
  private test: { job: Job; ended: Promise<unknown> } | null = null;
  /** A run that is about to be under way. */
  private starting: Promise<unknown> | null = null;

  /** `adopt` is given every run that ended, before its end is announced. */
  constructor(
    private readonly emit: Emit,
    private readonly adopt: (run: RunRecord) => Promise<void>,
  ) {}

  get runningId(): string | null {
    return this.active?.runId ?? null;
  }

  /** What a run of which `status` was written is in truth: one that is not under way was cut off. */
  statusOf(runId: string, status: RunSummary['status']): RunSummary['status'] {
    if (status !== 'running') return status;
    if (this.active?.runId !== runId) return 'interrupted';
    return this.active.control.paused ? 'paused' : 'running';
  }

  /** Starts a new run and returns its id at once; `train.end` is emitted when it has ended. */
  start(project: OpenProject, options: StartOptions): Promise<string> {
    return this.whenIdle(async () => {
      const engine = pickEngine(options.engine);
      const set = makeTrainingSet(options.photos, options.recipe, options.seed);
      const model = await startModelOf(project, set, options);
      const run = newRun(options, engine, set);
      await new RunStore(project.paths.runs).write(run);
      return this.launch(project, run, set, startProgress(options.recipe, model));
    });
  }

  /** The learning-rate range test; nothing else trains meanwhile. Throws `bad-request` for a stage that is not there. */
  async findRate(project: OpenProject, options: FindRateOptions, job: Job): Promise<RateCurve> {
    this.assertIdle();
    const { recipe, stage, photos, seed } = options;
    if (!recipe.stages[stage]) throw new StudioError('bad-request', `The recipe has no stage ${stage + 1}.`);
    const set = makeTrainingSet(photos, recipe, seed);
    const cacheFolder = join(project.paths.training, 'rate');
    const test = startModelOf(project, set, options).then((model) =>
      findRate({
        ...{ recipe, stage, set, model, seed, cacheFolder },
        createStepper: createStepperOf(pickEngine(options.engine)),
        turn: async () => {
          await breathe();
          job.throwIfCancelled();
        },
        onProgress: (done, total) => job.report(done, total),
      }),
    );
    this.test = { job, ended: test.catch(() => {}) };
    return test.finally(() => (this.test = null));
  }

  /** Goes on with a run that was cut off, from its last finished epoch. Throws `run-photos` where one of its photos is gone. */
  resume(project: OpenProject, runId: string, photos: readonly LabelledPhoto[]): Promise<string> {
    return this.whenIdle(async () => {
      const store = new RunStore(project.paths.runs);
      const run = await store.read(runId);
      const { recipe } = run.summary;
      const progress = await readProgress(store.lastPath(runId), store.bestPath(runId), recipe);
      const set = setOf(run, photos);
      await store.cutMetrics(runId, progress.position.step);
      Object.assign(run.summary, { status: 'running', reason: null, code: null });
      await store.write(run);
      return this.launch(project, run, set, progress);
    });
  }

  /** Stops a run; resolves when its best weights are safe. */
  async cancel(runId: string): Promise<void> {
    const { control, ended } = this.underWay(runId);
    control.cancel();
    await ended;
  }

  /** Holds a run after its present step, or lets it go on. */
  setPaused(runId: string, paused: boolean): void {
    const { control, log } = this.underWay(runId);
    if (control.paused === paused || control.cancelled) return;
    if (paused) control.pause();
    else control.resume();
    log.setPaused(paused);
  }

  private underWay(runId: string): Active {
    if (this.active?.runId !== runId) throw new StudioError('not-found', 'This run is not under way.');
    return this.active;
  }

  /** Stops the run or the test that is under way, if there is one, before its project closes. */
  async stop(): Promise<void> {
    await this.starting;
    if (this.active) await this.cancel(this.active.runId);
    this.test?.job.cancel();
    await this.test?.ended;
  }

  /** Nothing else begins to train while a run is made ready. */
  private async whenIdle<T>(start: () => Promise<T>): Promise<T> {
    this.assertIdle();
    const started = start();
    this.starting = started.catch(() => {});
    return started.finally(() => (this.starting = null));
  }

  private assertIdle(): void {
    if (this.active || this.starting)
      throw new StudioError('training-busy', 'A run is under way. Cancel it or wait for it.');
    if (this.test)
      throw new StudioError(
        'training-busy',
        'A learning rate is being looked for. Cancel that or wait for it.',
      );
  }

  private launch(project: OpenProject, run: RunFile, set: TrainingSet, progress: Progress): string {
    const control = new RunControl();
    const log = new RunLog(new RunStore(project.paths.runs), run, this.emit, progress.position.step);
    const work = execute(project, run, set, progress, log, control.turn);
    const ended = this.conclude(work, control, log)
      .finally(() => (this.active = null))
      .then((summary) => {
        this.emit('train.end', summary);
        return summary;
      });
    this.active = { runId: run.summary.id, control, log, ended };
    return run.summary.id;
  }

  /** Writes down how a run ended and puts its weights to use. */
  private async conclude(work: Promise<void>, control: RunControl, log: RunLog): Promise<RunRecord> {
    const summary = await work.then(
      () => log.end('done'),
      (error: unknown) => (control.cancelled ? log.end('cancelled') : log.end('failed', whyOf(error))),
    );
    try {
      await this.adopt(summary);
      return summary;
    } catch (error) {
      return summary.reason === null ? { ...summary, ...whyOf(error) } : summary;
    }
  }
}

async function execute(
  project: OpenProject,
  run: RunFile,
  set: TrainingSet,
  progress: Progress,
  log: RunLog,
  turn: () => Promise<void>,
): Promise<void> {
  const { recipe, engine, seed, id } = run.summary;
  const cacheFolder = join(project.paths.training, id);
  const samples = [...set.train, ...set.val];
  const pixels = await decodePixelFile(join(cacheFolder, 'pixels.u8'), samples, turn);
  try {
    const createStepper = createStepperOf(engine);
    await train({
      recipe,
      set,
      seed,
      cacheFolder,
      pixels,
      createStepper,
      progress,
      turn,
      ...log.listeners(),
    });
  } finally {
    await pixels.remove();
  }
}

const startModelOf = (project: OpenProject, set: TrainingSet, { recipe, seed, from }: StartOptions) =>
  startModel(project, {
    ...{ classes: set.classes, rows: rowsOf(set), seed, from },
    unitInputs: recipe.unitInputs,
  });

function newRun({ recipe, seed, from }: StartOptions, engine: EngineKind, set: TrainingSet): RunFile {
  const now = new Date();
  const id = `${now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${randomBytes(2).toString('hex')}`;
  const summary: RunRecord = {
    id,
    recipe,
    engine,
    seed,
    status: 'running',
    reason: null,
    code: null,
    startedAt: now.toISOString(),
    startedFrom: from ?? null,
    seconds: 0,
    classes: set.classes,
    photoCount: set.train.length,
    stages: recipe.stages.length,
    epochs: 0,
    imagesPerSecond: 0,
    bestValLoss: null,
    bestValAccuracy: null,
  };
  const kept = (samples: TrainingSet['train']) =>
    samples.map(({ photoId, label, box }) => ({ photoId, label, box }));
  return { version: 1, summary, train: kept(set.train), val: kept(set.val) };
}

/** The photos that a run was started with, wherever they are filed now and however they are cropped. */
function setOf(run: RunFile, photos: readonly LabelledPhoto[]): TrainingSet {
  const files = new Map(photos.map(({ photoId, path, box }) => [photoId, { path, box }]));
  const samples = (list: RunFile['train']) =>
    list.map(({ photoId, label, box }) => {
      const file = files.get(photoId);
      if (!file)
        throw new StudioError(
          'run-photos',
          'A photo of this run has been removed, has lost its label or is for testing now.',
          photoId,
        );
      return { photoId, label, path: file.path, box: box === undefined ? file.box : box };
    });
  return { classes: run.summary.classes, train: samples(run.train), val: samples(run.val) };
}
