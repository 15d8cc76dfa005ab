import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { embeddingModel, prefixModel } from './onnx';
import { embeddingSize, imageSize, type Unit, type Weights } from './unit';
import { outputShape } from './mobilenet';

const batchSize = 16;
const imageBytes = imageSize * imageSize * 3;

type Numbers = Float32Array | Uint16Array;

/** Embeds photos with the whole network. */
export class Embedder {
  private constructor(private readonly session: InferenceSession) {}

  static async create(weights: Weights): Promise<Embedder> {
    return new Embedder(await openSession(embeddingModel(weights)));
  }

  /** RGB pixels [n, 224, 224, 3] → embeddings [n, 1280], not normalized. */
  async embed(pixels: Uint8Array): Promise<Float32Array> {
    const out = new Float32Array((pixels.length / imageBytes) * embeddingSize);
    await runInBatches(this.session, pixels, embeddingSize, out);
    return out;
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

/** Runs the frozen part of the network. */
export class Prefix {
  private constructor(
    private readonly session: InferenceSession,
    private readonly size: number,
  ) {}

  static async create(units: readonly Unit[], weights: Weights): Promise<Prefix> {
    const size = outputShape(units).reduce((a, b) => a * b, 1);
    return new Prefix(await openSession(prefixModel(units, weights)), size);
  }

  /** RGB pixels [n, 224, 224, 3] → features, float16 bits [n, channels, height, width]. */
  async run(pixels: Uint8Array): Promise<Uint16Array> {
    const out = new Uint16Array((pixels.length / imageBytes) * this.size);
    await runInBatches(this.session, pixels, this.size, out);
    return out;
  }

  async release(): Promise<void> {
    await this.session.release();
  }
}

function openSession(model: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(model, {
    graphOptimizationLevel: 'all',
    intraOpNumThreads: availableParallelism(),
    logSeverityLevel: 3,
  });
}

/** Keeps memory bounded however many photos are given; each photo yields `size` numbers in `out`. */
async function runInBatches(session: InferenceSession, pixels: Uint8Array, size: number, out: Numbers) {
  if (pixels.length % imageBytes) throw new Error(`${pixels.length} bytes are no whole number of photos.`);
  const count = pixels.length / imageBytes;
  for (let start = 0; start < count; start += batchSize) {
    const batch = pixels.subarray(start * imageBytes, (start + batchSize) * imageBytes);
    const dims = [batch.length / imageBytes, imageSize, imageSize, 3];
    const result = await session.run({ image: new Tensor('uint8', batch, dims) });
    const { data } = result[session.outputNames[0]];
    out.set(numbersOf(data), start * size);
  }
}

/** Where Node has Float16Array, onnxruntime answers with it; its bits are what we keep. */
function numbersOf(data: Tensor['data']): Numbers {
  if (data instanceof Float32Array || data instanceof Uint16Array) return data;
  const { buffer, byteOffset, length } = data as unknown as Uint16Array;
  return new Uint16Array(buffer, byteOffset, length);
}
