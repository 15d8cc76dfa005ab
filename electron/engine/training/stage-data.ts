import { join } from 'node:path';
import type { Recipe } from '@shared/recipe';
import { Prefix } from '../network/embedder';
import { splitAt } from '../network/mobilenet';
import { type CacheOptions, FeatureCache } from './feature-cache';
import type { Model } from './model';
import type { RecordFile } from './record-file';
import type { TrainingSet } from './training-set';

export interface StageDataOptions {
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
  { recipe, stage, model }: Pick<StageDataOptions, 'recipe' | 'stage' | 'model'>,
  work: (prefix: Prefix) => Promise<T>,
): Promise<T> {
  const prefix = await Prefix.create(splitAt(recipe.stages[stage].from).prefix, model.units);
  try {
    return await work(prefix);
  } finally {
    await prefix.release();
  }
}

/** Which photos a cache is made of, and how they are shown. */
type CachedPhotos = Pick<CacheOptions, 'samples' | 'offset' | 'augmentation'>;

/**
 * What a stage's frozen prefix gives for its photos. The variants take turns, an epoch each, and one is made in the first
 * epoch that shows it, so that training begins after the first.
 */
export class StageData {
  private readonly caches = new Map<string, FeatureCache>();

  constructor(private readonly options: StageDataOptions) {}

  /** The training photos as an epoch of the stage shows them. */
  training(epoch: number): Promise<FeatureCache> {
    const { recipe, stage, set, seed } = this.options;
    const variant = epoch % recipe.variants;
    return this.cache(`train-${variant}`, {
      samples: set.train,
      offset: 0,
      augmentation: { settings: recipe.augmentation, key: [seed, stage, variant] },
    });
  }

  /** The validation photos, as they are. */
  validation(): Promise<FeatureCache> {
    const { set } = this.options;
    return this.cache('val', { samples: set.val, offset: set.train.length });
  }

  async remove(): Promise<void> {
    await Promise.all([...this.caches.values()].map((cache) => cache.remove()));
  }

  private async cache(name: string, photos: CachedPhotos): Promise<FeatureCache> {
    const made = this.caches.get(name) ?? (await this.build(name, photos));
    this.caches.set(name, made);
    return made;
  }

  private build(name: string, photos: CachedPhotos) {
    const { cacheFolder, pixels, turn, onProgress } = this.options;
    return withPrefix(this.options, (prefix) =>
      FeatureCache.build({
        ...{ ...photos, prefix, pixels, turn },
        path: join(cacheFolder, `${name}.f16`),
        onProgress: (done) => onProgress(done, photos.samples.length),
      }),
    );
  }
}
