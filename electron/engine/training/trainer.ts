import type { EpochMetrics, StageMetrics } from '@shared/training';
import type { Recipe } from '@shared/recipe';
import { Random } from '@shared/random';
import { StudioError } from '@shared/errors';
import { assertNotCollapsed } from './collapse';
import { Mean } from './mean';
import type { Model } from './model';
import { emptyOptimizer, openStepper } from './open-stepper';
import { Plateau } from './plateau';
import type { RecordFile } from './record-file';
import { StageData } from './stage-data';
import type { CreateStepper, Stepper, TrainState } from './stepper';
import type { TrainingSet } from './training-set';

/** Where a run stands between two epochs. */
interface Position {
  stage: number;
  /** Epochs done of this stage. */
  epochOfStage: number;
  /** Epochs done of the run. */
  epoch: number;
  step: number;
  plateau: Plateau;
  bestValLoss: number;
  bestValAccuracy: number;
}

/** Everything a checkpoint keeps. */
export interface Progress {
  position: Position;
  /** The weights as they are now, and Adam's moments. */
  model: Model;
  optimizer: TrainState['optimizer'];
  /** The weights at the lowest validation loss so far. */
  best: Model;
}

export interface TrainOptions {
  recipe: Recipe;
  set: TrainingSet;
  seed: number;
  /** Folder for the prefix's output; emptied stage by stage. */
  cacheFolder: string;
  /** Decoded photos: the training samples, then the validation samples. */
  pixels: RecordFile;
  createStepper: CreateStepper;
  progress: Progress;
  /** Awaited before each batch: it waits while the run is paused and throws when it is cancelled. */
  turn(): Promise<void>;
  onStage(metrics: Omit<StageMetrics, 'runId'>): void;
  onStep(metrics: StepReport): void;
  /** Called after every epoch; `progress` is then what to go on from. */
  onEpoch(metrics: Omit<EpochMetrics, 'runId'>, progress: Progress): Promise<void>;
}

export interface StepReport {
  step: number;
  epoch: number;
  stage: number;
  loss: number;
  accuracy: number;
  learningRate: number;
  images: number;
  /** How many are still to be done of the run, if no stage stops early. */
  stepsLeft: number;
}

/** Runs a recipe's stages from `progress` on. Leaves the best weights in `progress.best`. */
export async function train(options: TrainOptions): Promise<void> {
  const { position } = options.progress;
  for (; position.stage < options.recipe.stages.length; nextStage(options.progress, options.recipe)) {
    await runStage(options);
  }
}

/** The next stage starts from the best weights and a fresh optimizer. */
function nextStage(progress: Progress, recipe: Recipe): void {
  const { position } = progress;
  position.stage += 1;
  position.epochOfStage = 0;
  progress.model = progress.best;
  progress.optimizer = emptyOptimizer();
  position.plateau = plateauOf(recipe, position.stage);
}

/** Where a new run begins. */
export function startProgress(recipe: Recipe, model: Model): Progress {
  const position = {
    stage: 0,
    epochOfStage: 0,
    epoch: 0,
    step: 0,
    plateau: plateauOf(recipe, 0),
    bestValLoss: Infinity,
    bestValAccuracy: 0,
  };
  return { position, model, optimizer: emptyOptimizer(), best: model };
}

const plateauOf = (recipe: Recipe, stage: number) =>
  new Plateau(recipe.stages[stage]?.learningRate ?? 0, recipe.plateau);

/** All epochs are done, or early stopping has waited long enough (Keras's EarlyStopping, once a stage). */
function stageIsOver({ recipe, progress: { position } }: TrainOptions): boolean {
  const patience = recipe.earlyStopping?.patience ?? Infinity;
  const { epochs } = recipe.stages[position.stage];
  return position.epochOfStage >= epochs || position.plateau.sinceBest >= patience;
}

async function runStage(options: TrainOptions): Promise<void> {
  if (stageIsOver(options)) return;
  const { recipe, set, seed, cacheFolder, pixels, createStepper, progress, turn } = options;
  const { stage } = progress.position;
  const { model, optimizer } = progress;
  const data = new StageData({
    ...{ recipe, stage, set, model, seed, cacheFolder, pixels, turn },
    onProgress: (done, total) => options.onStage(stageMetrics(options, 'preparing', done, total)),
  });
  try {
    const stepper = await openStepper({ recipe, stage, model, optimizer, createStepper });
    try {
      while (!stageIsOver(options)) await runEpoch(options, stepper, data);
    } finally {
      await stepper.dispose();
    }
  } finally {
    await data.remove();
  }
}

async function runEpoch(options: TrainOptions, stepper: Stepper, data: StageData): Promise<void> {
  const { progress, recipe } = options;
  const { position } = progress;
  const learningRate = position.plateau.learningRate;
  const training = await trainEpoch(options, stepper, data);
  const validation = await validate(options, stepper, data);
  position.epoch += 1;
  position.epochOfStage += 1;
  position.plateau.update(validation.loss);
  const state = await stepper.state();
  progress.optimizer = state.optimizer;
  progress.model = { units: new Map([...progress.model.units, ...state.units]), head: state.head };
  const best = keepBest(progress, validation);
  await options.onEpoch(
    {
      epoch: position.epoch,
      step: position.step,
      stage: position.stage,
      from: recipe.stages[position.stage].from,
      loss: training.loss,
      accuracy: training.accuracy,
      valLoss: validation.loss,
      valAccuracy: validation.accuracy,
      learningRate,
      best,
    },
    progress,
  );
}

/** An equal one as well: an epoch that is done again after a crash is the best again. */
function keepBest(progress: Progress, validation: Mean): boolean {
  const { position } = progress;
  if (!(validation.loss <= position.bestValLoss)) return false;
  position.bestValLoss = validation.loss;
  position.bestValAccuracy = validation.accuracy;
  progress.best = progress.model;
  return true;
}

async function trainEpoch(options: TrainOptions, stepper: Stepper, data: StageData): Promise<Mean> {
  const { recipe, set, seed, turn } = options;
  const { position } = options.progress;
  const order = new Random(seed, position.stage, position.epoch).shuffled([...set.train.keys()]);
  const mean = new Mean();
  const cache = await data.training(position.epochOfStage);
  options.onStage(stageMetrics(options, 'training', position.epochOfStage));
  for (const indices of batches(order, recipe.batchSize)) {
    await turn();
    const batch = await cache.batch(indices);
    const { loss, correct } = await stepper.step(batch, position.plateau.learningRate);
    if (!Number.isFinite(loss))
      throw new StudioError(
        'training-collapsed',
        `The loss became ${loss} at step ${position.step}. Use a lower learning rate.`,
      );
    mean.add(loss, correct, indices.length);
    position.step += 1;
    options.onStep({
      step: position.step,
      epoch: position.epoch + 1,
      stage: position.stage,
      loss,
      accuracy: correct / indices.length,
      learningRate: position.plateau.learningRate,
      images: indices.length,
      stepsLeft: stepsLeft(options, mean.count),
    });
  }
  return mean;
}

async function validate(options: TrainOptions, stepper: Stepper, data: StageData): Promise<Mean> {
  const { recipe, set, turn } = options;
  const mean = new Mean();
  const embeddings: Float32Array[] = [];
  const cache = await data.validation();
  for (const indices of batches([...set.val.keys()], recipe.batchSize)) {
    await turn();
    const batch = await cache.batch(indices);
    const evaluation = await stepper.evaluate(batch);
    mean.add(evaluation.loss, evaluation.correct, indices.length);
    embeddings.push(evaluation.embeddings);
  }
  assertNotCollapsed(embeddings, recipe.stages[options.progress.position.stage].from);
  return mean;
}

function* batches(items: readonly number[], size: number): Generator<number[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}

function stepsLeft({ recipe, set, progress }: TrainOptions, seen: number): number {
  const { stage, epochOfStage } = progress.position;
  const perEpoch = Math.ceil(set.train.length / recipe.batchSize);
  const later = recipe.stages.slice(stage + 1).reduce((sum, s) => sum + s.epochs, 0);
  const here = recipe.stages[stage].epochs - epochOfStage;
  return (here + later) * perEpoch - Math.ceil(seen / recipe.batchSize);
}

function stageMetrics(
  { recipe, progress }: TrainOptions,
  phase: StageMetrics['phase'],
  done: number,
  total = recipe.stages[progress.position.stage].epochs,
): Omit<StageMetrics, 'runId'> {
  const { stage, step } = progress.position;
  return { stage, stages: recipe.stages.length, from: recipe.stages[stage].from, phase, done, total, step };
}
