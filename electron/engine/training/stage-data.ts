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

/** Runs a stage's frozen prefix over every variant of every training photo, and over the validation photos as they are. */
export async function prepareStage(options: PrepareOptions): Promise<StageData> {
  const { recipe, stage, set, model, seed, pixels, turn } = options;
  const trainCount = set.train.length * recipe.variants;
  const report = (done: number) => options.onProgress(done, trainCount + set.val.length);
  const prefix = await Prefix.create(splitAt(recipe.stages[stage].from).prefix, model.units);
  const common = { prefix, pixels, turn };
  const path = (name: string) => join(options.cacheFolder, `${name}.f16`);
  try {
    const train = await FeatureCache.build({
      ...common,
      path: path('train'),
      samples: set.train,
      offset: 0,
      augmentation: { settings: recipe.augmentation, variants: recipe.variants, seed: seed + stage },
      onProgress: report,
    });
    const val = await FeatureCache.build({
      ...common,
      path: path('val'),
      samples: set.val,
      offset: set.train.length,
      onProgress: (done) => report(trainCount + done),
    });
    return { train, val };
  } finally {
    await prefix.release();
  }
}
