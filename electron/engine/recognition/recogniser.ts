import { decodeBatch, type Viewed } from '../photos/decode';
import { readBackbone } from '../network/backbone';
import { cellChannels, cellCount } from '../network/cells';
import { type Descriptors, Embedder } from '../network/embedder';
import { descriptorModel } from '../network/onnx';
import type { Precision } from '../network/precision';
import { embeddingSize } from '../network/unit';
import { readModel } from '../training/checkpoint';
import { type Descriptor, normalize } from './gallery';

const atOnce = 16;

/** Describes photos with one model. `version` names it: descriptors of different versions cannot be compared. */
export class Recogniser {
  private readonly underWay = new Set<Promise<unknown>>();

  private constructor(
    readonly version: string,
    /** The bytes of its ONNX file. */
    readonly model: (precision?: Precision) => Uint8Array,
    private readonly embedder: Embedder,
  ) {}

  /**
   * `bestPath`: the checkpoint of the run `runId`; both `null` for the backbone's own weights. `backbonePath`: `null`
   * for the bundled backbone. Throws `not-found`.
   */
  static async load(
    runId: string | null,
    bestPath: string | null,
    backbonePath: string | null,
  ): Promise<Recogniser> {
    const backbone = await readBackbone(backbonePath);
    const weights = bestPath ? (await readModel(bestPath)).units : backbone.weights;
    const version = runId ? `${runId}+${backbone.version}` : backbone.version;
    const model = (precision?: Precision) => descriptorModel(weights, backbone, precision);
    return new Recogniser(version, model, await Embedder.open(model()));
  }

  /** Descriptors of photos, files or their bytes, in their order. Throws `photo-broken`. */
  async describe(photos: readonly Viewed[]): Promise<Descriptor[]> {
    const work = this.describeInBatches(photos);
    this.underWay.add(work);
    return work.finally(() => this.underWay.delete(work));
  }

  /** Waits for the photos under way, then frees the network. */
  async release(): Promise<void> {
    await Promise.allSettled(this.underWay);
    await this.embedder.release();
  }

  private async describeInBatches(photos: readonly Viewed[]): Promise<Descriptor[]> {
    const out: Descriptor[] = [];
    for (let start = 0; start < photos.length; start += atOnce) {
      const pixels = await decodeBatch(photos.slice(start, start + atOnce));
      out.push(...splitDescriptors(await this.embedder.embed(pixels)));
    }
    return out;
  }
}

/** The version that a model's backbone has by itself. */
export const backboneOf = (version: string): string => version.split('+').at(-1)!;

/** One descriptor a photo, the embeddings brought to unit length. */
export function splitDescriptors({ embeddings, cells }: Descriptors): Descriptor[] {
  const cellsSize = cellCount * cellChannels;
  return Array.from({ length: cells.length / cellsSize }, (_, i) => ({
    embedding: normalize(embeddings.slice(i * embeddingSize, (i + 1) * embeddingSize)),
    cells: cells.slice(i * cellsSize, (i + 1) * cellsSize),
  }));
}
