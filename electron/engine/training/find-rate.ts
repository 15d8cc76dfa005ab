import { join } from 'node:path';
import { Random } from '@shared/random';
import type { Recipe } from '@shared/recipe';
import type { RateCurve, RatePoint } from '@shared/training';
import { FeatureCache } from './feature-cache';
import type { Model } from './model';
import { openStepper } from './open-stepper';
import { decodePixelFile } from './pixel-file';
import { withPrefix } from './stage-data';
import type { CreateStepper, Stepper } from './stepper';
import type { Sample, TrainingSet } from './training-set';

const steps = 100;
const lowest = 1e-6;
const highest = 1;
const mostPhotos = 640;
/** Of the running mean that smooths the losses. */
const smoothing = 0.9;
/** The test ends where the loss is so many times its lowest. */
const diverged = 4;

export interface FindRateOptions {
  recipe: Recipe;
  /** Index of the stage that is to be trained. */
  stage: number;
  set: TrainingSet;
  model: Model;
  seed: number;
  /** For the prefix's output; left empty. */
  cacheFolder: string;
  createStepper: CreateStepper;
  /** Awaited between pieces of work; what it throws ends the test. */
  turn(): Promise<void>;
  onProgress(done: number, total: number): void;
}

/**
 * The learning-rate range test: a hundred steps, each with a higher rate than the one before, and how the loss takes
 * them. L. N. Smith, Cyclical Learning Rates for Training Neural Networks, WACV 2017, section 3.3. Nothing is kept of
 * the weights.
 */
export async function findRate(options: FindRateOptions): Promise<RateCurve> {
  const { recipe, set, seed, stage, model, createStepper } = options;
  const samples = new Random(seed).shuffled(set.train).slice(0, mostPhotos);
  const cache = await buildCache(options, samples);
  try {
    const stepper = await openStepper({ recipe, stage, model, createStepper });
    try {
      const points = await climb(options, stepper, cache, samples.length);
      return { points, suggested: suggestRate(points) };
    } finally {
      await stepper.dispose();
    }
  } finally {
    await cache.remove();
  }
}

async function buildCache(options: FindRateOptions, samples: readonly Sample[]): Promise<FeatureCache> {
  const { recipe, seed, turn, cacheFolder, onProgress } = options;
  const pixels = await decodePixelFile(join(cacheFolder, 'pixels.u8'), samples, turn);
  try {
    return await withPrefix(options, (prefix) =>
      FeatureCache.build({
        path: join(cacheFolder, 'rate.f16'),
        prefix,
        pixels,
        samples,
        offset: 0,
        augmentation: { settings: recipe.augmentation, key: [seed] },
        turn,
        onProgress: (done) => onProgress(done, samples.length + steps),
      }),
    );
  } finally {
    await pixels.remove();
  }
}

async function climb(options: FindRateOptions, stepper: Stepper, cache: FeatureCache, count: number) {
  const random = new Random(options.seed, 1);
  const points: RatePoint[] = [];
  let mean = 0;
  let least = Infinity;
  for (let step = 0; step < steps; step++) {
    await options.turn();
    const rate = lowest * (highest / lowest) ** (step / (steps - 1));
    const indices = Array.from({ length: options.recipe.batchSize }, () => random.below(count));
    const { loss } = await stepper.step(await cache.batch(indices), rate);
    mean = smoothing * mean + (1 - smoothing) * loss;
    // Early means are too low by what they have not seen, as Adam's moments are.
    const smoothed = mean / (1 - smoothing ** (step + 1));
    if (!Number.isFinite(smoothed) || smoothed > diverged * least) break;
    least = Math.min(least, smoothed);
    points.push({ rate, loss: smoothed });
    options.onProgress(count + step + 1, count + steps);
  }
  return points;
}

/** Points on each side over which the fall of the loss is taken. */
const reach = 5;
/** Points at the start that are means of too few batches: their falls are chance. */
const warmUp = Math.round(1 / (1 - smoothing));

/** The rate at which the loss falls steepest over the logarithm of the rate; `null` where it never falls. */
export function suggestRate(points: readonly RatePoint[]): number | null {
  let steepest = 0;
  let suggested: number | null = null;
  for (let i = warmUp + reach; i + reach < points.length; i++) {
    const fall = points[i - reach].loss - points[i + reach].loss;
    if (fall <= steepest) continue;
    steepest = fall;
    suggested = points[i].rate;
  }
  return suggested;
}
