import { join } from 'node:path';
import type { Recipe } from '@shared/recipe';
import { Prefix } from '../network/embedder';
import { splitAt } from '../network/mobilenet';
import { FeatureCache } from './feature-cache';
import type { Model } from './model';
import type { RecordFile } from './record-file';
import type { TrainingSet } from './training-set';

export interface StageData {
  train: FeatureCache;
  val: FeatureCache;
}

export interface PrepareOptions {
  recipe: Recipe;
  /** Index of the stage. */
  stage: number;
  set: TrainingSet;
  model: Model;
  seed: number;
  cacheFolder: string;
  /** Decoded photos: the training samples, then the validation samples. */
  pixels: RecordFile;
  turn(): Promise<void>;
  onProgress(done: number, total: number): void;
}

/** What `work` makes with a stage's frozen prefix, which is freed afterwards. */
export async function withPrefix<T>(
  { recipe, stage, model }: Pick<PrepareOptions, 'recipe' | 'stage' | 'model'>,
  work: (prefix: Prefix) => Promise<T>,
): Promise<T> {
  const prefix = await Prefix.create(splitAt(recipe.stages[stage].from).prefix, model.units);
  try {
    return await work(prefix);
  } finally {
    await prefix.release();
  }
}

/** Runs a stage's frozen prefix over every variant of every training photo, and over the validation photos as they are. */
export function prepareStage(options: PrepareOptions): Promise<StageData> {
  const { recipe, stage, set, seed, pixels, turn } = options;
  const trainCount = set.train.length * recipe.variants;
  const report = (done: number) => options.onProgress(done, trainCount + set.val.length);
  const path = (name: string) => join(options.cacheFolder, `${name}.f16`);
  return withPrefix(options, async (prefix) => {
    const common = { prefix, pixels, turn };
    const train = await FeatureCache.build({
      ...common,
      path: path('train'),
      samples: set.train,
      offset: 0,
      augmentation: { settings: recipe.augmentation, variants: recipe.variants, seed: seed + stage },
      onProgress: report,
    });
    try {
      const val = await FeatureCache.build({
        ...common,
        path: path('val'),
        samples: set.val,
        offset: set.train.length,
        onProgress: (done) => report(trainCount + done),
      });
      return { train, val };
    } catch (error) {
      await train.remove();
      throw error;
    }
  });
}
