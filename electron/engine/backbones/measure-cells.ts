import type { Job } from '../jobs';
import { type CellStatistics, cellTaps } from '../network/cells';
import { Prefix } from '../network/embedder';
import { fromFloat16 } from '../network/float16';
import { featureShape, splitAt } from '../network/mobilenet';
import type { Weights } from '../network/unit';
import { decodeBatch } from '../photos/decode';

const atOnce = 16;
/** Against a channel that is the same everywhere, as a share of its map's typical deviation. */
const smallestShare = 1e-3;

/** Mean and deviation of every tap's channels over photos. Throws `photo-broken`, `cancelled`. */
export async function measureCells(
  weights: Weights,
  paths: readonly string[],
  job: Job,
): Promise<CellStatistics> {
  const taps = await Promise.all(cellTaps.map((tap) => Tap.open(tap, weights)));
  try {
    for (let start = 0; start < paths.length; start += atOnce) {
      job.throwIfCancelled();
      const batch = paths.slice(start, start + atOnce);
      const pixels = await decodeBatch(batch);
      for (const tap of taps) await tap.add(pixels);
      job.report(start + batch.length, paths.length);
    }
    const statistics = taps.map((tap) => tap.statistics());
    return {
      mean: Float32Array.from(statistics.flatMap(({ mean }) => mean)),
      deviation: Float32Array.from(statistics.flatMap(({ deviation }) => deviation)),
    };
  } finally {
    for (const tap of taps) await tap.release();
  }
}

/** Sums over one feature map, [channels, height, width] a photo. */
class Tap {
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private count = 0;

  private constructor(
    private readonly prefix: Prefix,
    private readonly channels: number,
    private readonly area: number,
  ) {
    this.sums = new Float64Array(channels);
    this.squares = new Float64Array(channels);
  }

  static async open(block: string, weights: Weights): Promise<Tap> {
    const [channels, height, width] = featureShape(block);
    return new Tap(await Prefix.create(splitAt(block).prefix, weights), channels, height * width);
  }

  /** `pixels`: RGB [n, 224, 224, 3]. */
  async add(pixels: Uint8Array): Promise<void> {
    const features = fromFloat16(await this.prefix.run(pixels));
    features.forEach((value, i) => {
      const channel = Math.floor(i / this.area) % this.channels;
      this.sums[channel] += value;
      this.squares[channel] += value * value;
    });
    this.count += features.length / this.channels;
  }

  statistics(): { mean: number[]; deviation: number[] } {
    const mean = Array.from(this.sums, (sum) => sum / this.count);
    const variance = Array.from(this.squares, (square, c) => Math.max(square / this.count - mean[c] ** 2, 0));
    const typical = Math.sqrt(variance.reduce((a, b) => a + b, 0) / this.channels);
    const deviation = variance.map((value) => Math.max(Math.sqrt(value), typical * smallestShare));
    return { mean, deviation };
  }

  release(): Promise<void> {
    return this.prefix.release();
  }
}
