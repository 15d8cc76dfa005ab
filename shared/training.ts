import { z } from 'zod';
import { EngineKind } from './domain';
import { errorCodes } from './errors';
import { Recipe } from './recipe';

/** What a training run says while it lives, and what is kept of it. */

/** A folder name inside the project's runs, and nothing else. */
export const RunId = z.string().regex(/^[\w-]+$/);

export const StepMetrics = z.object({
  runId: z.string(),
  /** Steps since the run began. */
  step: z.number().int(),
  epoch: z.number().int(),
  stage: z.number().int(),
  loss: z.number(),
  accuracy: z.number(),
  learningRate: z.number(),
  imagesPerSecond: z.number(),
  /** Seconds until the run ends, as far as can be told. */
  eta: z.number(),
});
export type StepMetrics = z.infer<typeof StepMetrics>;

export const EpochMetrics = z.object({
  runId: z.string(),
  /** Epochs since the run began, over all stages; the first is 1. */
  epoch: z.number().int(),
  /** Steps done when the epoch ended. */
  step: z.number().int(),
  stage: z.number().int(),
  from: z.string(),
  loss: z.number(),
  accuracy: z.number(),
  valLoss: z.number(),
  valAccuracy: z.number(),
  learningRate: z.number(),
  best: z.boolean(),
});
export type EpochMetrics = z.infer<typeof EpochMetrics>;

/** `preparing`: the frozen prefix is run over the photos. */
export const StageMetrics = z.object({
  runId: z.string(),
  stage: z.number().int(),
  stages: z.number().int(),
  from: z.string(),
  phase: z.enum(['preparing', 'training']),
  done: z.number().int(),
  total: z.number().int(),
  /** Steps done when this was said: where the chart draws the stage mark. */
  step: z.number().int(),
});
export type StageMetrics = z.infer<typeof StageMetrics>;

/** A step of the learning-rate range test: the smoothed loss at a rate. */
export const RatePoint = z.object({ rate: z.number(), loss: z.number() });
export type RatePoint = z.infer<typeof RatePoint>;

/** How the loss takes rising learning rates, and the rate to begin with; `null` where the loss never falls. */
export const RateCurve = z.object({ points: z.array(RatePoint), suggested: z.number().nullable() });
export type RateCurve = z.infer<typeof RateCurve>;

/** `paused`: under way, and held. `interrupted`: its process died. Neither is ever written down. */
const RunStatus = z.enum(['running', 'paused', 'done', 'cancelled', 'failed', 'interrupted']);

/** What people say about a run. */
export const RunNotes = z.object({
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  notes: z.string().max(10_000),
});
export type RunNotes = z.infer<typeof RunNotes>;

/** What a run says of itself. */
export const RunRecord = z.object({
  id: RunId,
  recipe: Recipe,
  engine: EngineKind,
  seed: z.number().int(),
  status: RunStatus,
  /** Why it failed, in English, and what that is called; runs of older studios have no code. */
  reason: z.string().nullable(),
  code: z.enum(errorCodes).nullable().default(null),
  startedAt: z.string(),
  /** The run whose weights it began with; `null` for the backbone. */
  startedFrom: z.string().nullable().default(null),
  seconds: z.number(),
  classes: z.array(z.string()),
  photoCount: z.number().int(),
  stages: z.number().int(),
  epochs: z.number().int(),
  imagesPerSecond: z.number(),
  bestValLoss: z.number().nullable(),
  bestValAccuracy: z.number().nullable(),
});
export type RunRecord = z.infer<typeof RunRecord>;

export const RunSummary = RunRecord.extend(RunNotes.shape);
export type RunSummary = z.infer<typeof RunSummary>;

/**
 * Whether a run that ended before its time can go on from its last epoch. One that collapsed would collapse again, and
 * those of older studios do not say whether they did.
 */
export const canContinue = ({ status, code, epochs }: RunRecord): boolean =>
  epochs > 0 &&
  (status === 'interrupted' || (status === 'failed' && code !== null && code !== 'training-collapsed'));

/** A step as it is kept; older runs have no learning rate and no speed in it. */
export const ChartStep = StepMetrics.pick({
  step: true,
  stage: true,
  loss: true,
  accuracy: true,
  learningRate: true,
  imagesPerSecond: true,
}).partial({ learningRate: true, imagesPerSecond: true });
export type ChartStep = z.infer<typeof ChartStep>;

export const RunHistory = z.object({
  summary: RunSummary,
  epochs: z.array(EpochMetrics),
  steps: z.array(ChartStep),
});
export type RunHistory = z.infer<typeof RunHistory>;
