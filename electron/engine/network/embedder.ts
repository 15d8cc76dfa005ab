import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Backbone } from './backbone';
import { cellChannels, cellCount } from './cells';
import { descriptorModel, prefixModel } from './onnx';
import { embeddingSize, imageSize, type Unit, type Weights } from './unit';
import { openSession } from './session';

/** Photos in a run: as fast as more of them, with less memory. */
export const photosAtOnce = 4;
const imageBytes = imageSize * imageSize * 3;

/** What photos are compared by, in the photos' order. */
export interface Descriptors {
  /** [n, 1280], not normalized */
  embeddings: Float32Array;
  /** [n, cells, channels]: see `addCells` */
  cells: Int8Array;
}

/** Describes photos with the whole network. */
export class Embedder {
  private constructor(private readonly session: InferenceSession) {}

  static create(weights: Weights, backbone: Backbone): Promise<Embedder> {
    return Embedder.open(descriptorModel(weights, backbone));
  }

  /** `model`: what `descriptorModel` made. */
  static async open(model: Uint8Array): Promise<Embedder> {
    return new Embedder(await openSession(model));
  }

  /** `pixels`: RGB [n, 224, 224, 3]. */
  async embed(pixels: Uint8Array): Promise<Descriptors> {
    const count = countPhotos(pixels);
    const embeddings = new Float32Array(count * embeddingSize);
    const cells = new Int8Array(count * cellCount * cellChannels);
    await runInBatches(this.session, pixels, (out, at) => {
      embeddings.set(out.embedding.data as Float32Array, at * embeddingSize);
      cells.set(out.cells.data as Int8Array, at * cellCount * cellChannels);
    });
    return { embeddings, cells };
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

/** Runs the frozen part of the network. */
export class Prefix {
  private constructor(private readonly session: InferenceSession) {}

  static async create(units: readonly Unit[], weights: Weights): Promise<Prefix> {
    return new Prefix(await openSession(prefixModel(units, weights)));
  }

  /** RGB pixels [n, 224, 224, 3] → features, float16 bits [n, channels, height, width]. */
  async run(pixels: Uint8Array): Promise<Uint16Array> {
    const parts: Uint16Array[] = [];
    await runInBatches(this.session, pixels, ({ features }) => parts.push(bitsOf(features.data)));
    return parts.length === 1 ? parts[0] : joined(parts);
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

/** Keeps memory bounded however many photos are given; `take` gets each batch's outputs and its first photo. */
async function runInBatches(
  session: InferenceSession,
  pixels: Uint8Array,
  take: (outputs: InferenceSession.OnnxValueMapType, at: number) => void,
): Promise<void> {
  const count = countPhotos(pixels);
  for (let start = 0; start < count; start += photosAtOnce) {
    const batch = pixels.subarray(start * imageBytes, (start + photosAtOnce) * imageBytes);
    const dims = [batch.length / imageBytes, imageSize, imageSize, 3];
    take(await session.run({ image: new Tensor('uint8', batch, dims) }), start);
  }
}

function countPhotos(pixels: Uint8Array): number {
  if (pixels.length % imageBytes) throw new Error(`${pixels.length} bytes are no whole number of photos.`);
  return pixels.length / imageBytes;
}

function joined(parts: readonly Uint16Array[]): Uint16Array {
  const out = new Uint16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Where Node has Float16Array, onnxruntime answers with it; its bits are what we keep. */
function bitsOf(data: Tensor['data']): Uint16Array {
  if (data instanceof Uint16Array) return data;
  const { buffer, byteOffset, length } = data as unknown as Uint16Array;
  return new Uint16Array(buffer, byteOffset, length);
}
