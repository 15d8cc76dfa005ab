import type { Augmentation } from '@shared/recipe';
import { Random } from '@shared/random';
import { photosAtOnce } from '../network/embedder';
import { imageSize } from '../network/unit';
import { augment } from './augment';
import { RecordFile } from './record-file';
import type { Batch } from './stepper';
import type { Sample } from './training-set';

export const pixelBytes = imageSize * imageSize * 3;

/** Runs the frozen prefix: RGB pixels [n, 224, 224, 3] → features, float16 bits [n, c, h, w]. */
interface PrefixRunner {
  run(pixels: Uint8Array): Promise<Uint16Array>;
}

/** What augmentations are drawn by, beside a photo's index. */
type AugmentationKey = readonly [seed: number, ...stream: number[]];

export interface CacheOptions {
  path: string;
  prefix: PrefixRunner;
  /** Decoded photos, one record a sample. */
  pixels: RecordFile;
  samples: readonly Sample[];
  /** Index in `pixels` of the first sample. */
  offset: number;
  /** Absent: each photo as it is. */
  augmentation?: { settings: Augmentation; key: AugmentationKey };
  onProgress(done: number): void;
  /** Awaited before each batch of photos; what it throws ends the work. */
  turn(): Promise<void>;
}

/** Output of the frozen prefix for every photo, or for one augmented variant of each, so that each runs once a stage. */
export class FeatureCache {
  private constructor(
    private readonly file: RecordFile,
    private readonly samples: readonly Sample[],
  ) {}

  /** When it fails, or `turn` throws, the file is removed. */
  static async build(options: CacheOptions): Promise<FeatureCache> {
    const { samples, prefix } = options;
    // The same memory for every batch: fresh one has to be mapped page by page, which took as long as the augmentation.
    const [plain, drawn] = [
      new Uint8Array(photosAtOnce * pixelBytes),
      new Uint8Array(photosAtOnce * pixelBytes),
    ];
    let file: RecordFile | undefined;
    try {
      for (let start = 0; start < samples.length; start += photosAtOnce) {
        await options.turn();
        const batch = indices(start, Math.min(start + photosAtOnce, samples.length));
        const features = await prefix.run(await batchPixels(batch, options, plain, drawn));
        const bytes = new Uint8Array(features.buffer, features.byteOffset, features.byteLength);
        file ??= await RecordFile.create(options.path, bytes.byteLength / batch.length);
        await file.write(start, bytes);
        options.onProgress(start + batch.length);
      }
    } catch (error) {
      await file?.remove();
      throw error;
    }
    if (!file) throw new Error('There are no photos to cache.');
    return new FeatureCache(file, samples);
  }

  async batch(sampleIndices: readonly number[]): Promise<Batch> {
    const bytes = await this.file.read(sampleIndices);
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

/** `plain` and `drawn`: room for the photos as they are and for their variants. */
async function batchPixels(
  samples: number[],
  { pixels, offset, augmentation }: CacheOptions,
  plain: Uint8Array<ArrayBuffer>,
  drawn: Uint8Array,
): Promise<Uint8Array> {
  const bytes = samples.length * pixelBytes;
  const indices = samples.map((sample) => offset + sample);
  await pixels.read(indices, plain.subarray(0, bytes));
  if (!augmentation) return plain.subarray(0, bytes);
  const { settings, key } = augmentation;
  for (const [i, sample] of samples.entries())
    augment(recordOf(plain, i), settings, new Random(...key, sample), recordOf(drawn, i));
  return drawn.subarray(0, bytes);
}

const recordOf = (pixels: Uint8Array, index: number) =>
  pixels.subarray(index * pixelBytes, (index + 1) * pixelBytes);
