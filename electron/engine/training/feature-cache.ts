import type { Augmentation } from '@shared/recipe';
import { Random } from '@shared/random';
import { imageSize } from '../network/unit';
import { augment } from './augment';
import { RecordFile } from './record-file';
import type { Batch } from './stepper';
import type { Sample } from './training-set';

export const pixelBytes = imageSize * imageSize * 3;
const prefixBatch = 16;

/** Runs the frozen prefix: RGB pixels [n, 224, 224, 3] → features, float16 bits [n, c, h, w]. */
export interface PrefixRunner {
  run(pixels: Uint8Array): Promise<Uint16Array>;
}

export interface CacheOptions {
  path: string;
  prefix: PrefixRunner;
  /** Decoded photos, one record a sample. */
  pixels: RecordFile;
  samples: readonly Sample[];
  /** Index in `pixels` of the first sample. */
  offset: number;
  /** Absent for validation: one plain copy of each photo. */
  augmentation?: { settings: Augmentation; variants: number; seed: number };
  onProgress(done: number): void;
  /** Awaited before each batch of photos; what it throws ends the work. */
  turn(): Promise<void>;
}

/** Output of the frozen prefix for every variant of every photo, so that each runs once a stage. */
export class FeatureCache {
  private constructor(
    private readonly file: RecordFile,
    private readonly samples: readonly Sample[],
    private readonly variants: number,
  ) {}

  /** When it fails, or `turn` throws, the file is removed. */
  static async build(options: CacheOptions): Promise<FeatureCache> {
    const variants = options.augmentation?.variants ?? 1;
    const count = options.samples.length * variants;
    let file: RecordFile | undefined;
    try {
      for (let start = 0; start < count; start += prefixBatch) {
        await options.turn();
        const records = indices(start, Math.min(start + prefixBatch, count));
        const features = await options.prefix.run(await batchPixels(records, variants, options));
        const bytes = new Uint8Array(features.buffer, features.byteOffset, features.byteLength);
        file ??= await RecordFile.create(options.path, bytes.byteLength / records.length);
        await file.write(start, bytes);
        options.onProgress(start + records.length);
      }
    } catch (error) {
      await file?.remove();
      throw error;
    }
    if (!file) throw new Error('There are no photos to cache.');
    return new FeatureCache(file, options.samples, variants);
  }

  /** A batch of samples; each shows the variant that is its turn in this epoch. */
  async batch(sampleIndices: readonly number[], epoch: number): Promise<Batch> {
    const records = sampleIndices.map((i) => i * this.variants + ((epoch + i) % this.variants));
    const bytes = await this.file.read(records);
    return {
      features: new Uint16Array(bytes.buffer),
      labels: Int32Array.from(sampleIndices, (i) => this.samples[i].label),
    };
  }

  remove(): Promise<void> {
    return this.file.remove();
  }
}

const indices = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, i) => start + i);

/** Each photo is read once, though its variants follow one another. */
async function batchPixels(records: number[], variants: number, options: CacheOptions): Promise<Uint8Array> {
  const samples = [...new Set(records.map((record) => Math.floor(record / variants)))];
  const plain = await options.pixels.read(samples.map((sample) => options.offset + sample));
  if (!options.augmentation) return plain;
  const { settings, seed } = options.augmentation;
  const out = new Uint8Array(records.length * pixelBytes);
  for (const [i, record] of records.entries()) {
    const photo = recordOf(plain, samples.indexOf(Math.floor(record / variants)));
    augment(photo, settings, new Random(seed, record), recordOf(out, i));
  }
  return out;
}

const recordOf = (pixels: Uint8Array, index: number) =>
  pixels.subarray(index * pixelBytes, (index + 1) * pixelBytes);
