import { StudioError } from '@shared/errors';
import { decodePixels } from '../photos/decode';
import { readBackbone } from '../network/backbone';
import { Embedder } from '../network/embedder';
import { embeddingSize, imageSize, type Weights } from '../network/unit';
import { readModel } from '../training/checkpoint';
import { normalize } from './gallery';

/** Version name of the weights that come with the studio. */
export const bundledVersion = 'bundled';

const atOnce = 16;
const pixelBytes = imageSize * imageSize * 3;

/** Embeds photos with one model. `version` names it: embeddings of different versions cannot be compared. */
export class Recogniser {
  private readonly underWay = new Set<Promise<unknown>>();

  private constructor(
    readonly version: string,
    readonly weights: Weights,
    private readonly embedder: Embedder,
  ) {}

  /** `bestPath`: the run's best checkpoint; `null` for the bundled backbone. Throws `not-found`. */
  static async load(version: string, bestPath: string | null): Promise<Recogniser> {
    const weights = bestPath ? await readRun(bestPath) : await readBackbone();
    return new Recogniser(version, weights, await Embedder.create(weights));
  }

  /** Unit-length embeddings of photo files, in their order. Throws `photo-broken`. */
  async embed(paths: readonly string[], onProgress?: (done: number) => void): Promise<Float32Array[]> {
    const work = this.embedInBatches(paths, onProgress);
    this.underWay.add(work);
    return work.finally(() => this.underWay.delete(work));
  }

  /** Waits for the photos under way, then frees the network. */
  async release(): Promise<void> {
    await Promise.allSettled(this.underWay);
    await this.embedder.release();
  }

  private async embedInBatches(
    paths: readonly string[],
    onProgress?: (done: number) => void,
  ): Promise<Float32Array[]> {
    const out: Float32Array[] = [];
    for (let start = 0; start < paths.length; start += atOnce) {
      const decoded = await Promise.all(paths.slice(start, start + atOnce).map((path) => decodePixels(path)));
      const pixels = new Uint8Array(decoded.length * pixelBytes);
      decoded.forEach((photo, i) => pixels.set(photo, i * pixelBytes));
      const flat = await this.embedder.embed(pixels);
      for (let i = 0; i < decoded.length; i++)
        out.push(normalize(flat.slice(i * embeddingSize, (i + 1) * embeddingSize)));
      onProgress?.(out.length);
    }
    return out;
  }
}

async function readRun(bestPath: string): Promise<Weights> {
  try {
    return (await readModel(bestPath)).units;
  } catch (error) {
    throw new StudioError(
      'not-found',
      'The weights of this training run are missing or damaged. Use another run, or the bundled model.',
      String(error),
    );
  }
}
