import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mobilenet } from '../../electron/engine/network/mobilenet';
import { imageSize, type Unit, type UnitWeights } from '../../electron/engine/network/unit';
import { encodeWeights } from '../../electron/engine/network/weights';
import { decodePixels } from '../../electron/engine/photos/decode';
import { convolve, type Image } from './convolve';
import { readSource, type SourceUnit } from './nsfw';

const photoCount = 256;
const epsilon = 1e-3; // of every BatchNorm in the source

const metadata = {
  architecture: 'MobileNetV2 1.0, 224 × 224, RGB in [-1, 1], BatchNorm folded in',
  source: 'nsfwjs 4.3.0, dist/models/mobilenet_v2, without its classifier',
  changes: `BatchNorm statistics estimated anew on ${photoCount} photos; float16`,
  license: 'MIT, Copyright (c) 2019 Infinite Red, Inc.',
};

/**
 * The backbone file from nsfwjs and a folder of ordinary photos (any depth; the 256 whose SHA-256 come
 * first are used). As shipped, the variances are quantized so coarsely that small ones are lost, so every
 * BatchNorm's mean and variance is measured again, layer by layer from the image up.
 */
export async function makeBackbone(folder: string, onUnit: (name: string) => void = () => {}) {
  const source = readSource();
  let images = await readImages(folder);
  let blockInputs = images;
  const weights = new Map<string, UnitWeights>();
  mobilenet.forEach((unit, i) => {
    onUnit(unit.name);
    if (unit.block !== mobilenet[i - 1]?.block) blockInputs = images;
    const trained = source(unit);
    images = images.map((image) => convolve(unit, trained.kernel, image));
    const norm = measure(images, trained);
    images.forEach((image, n) => finish(unit, norm, image, blockInputs[n]));
    weights.set(unit.name, fold(unit, trained.kernel, norm));
  });
  return encodeWeights(weights, 'float16', metadata);
}

/** BatchNorm at inference: y = scale · x + bias. */
interface Norm {
  scale: Float64Array;
  bias: Float64Array;
}

async function readImages(folder: string): Promise<Image[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.jpe?g$/i.test(name));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const hash = (file: Buffer) => createHash('sha256').update(file).digest('hex');
  const sorted = new Map(
    [...files.map((file) => [hash(file), file] as const)].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  if (sorted.size < photoCount)
    throw new Error(`${folder} has ${sorted.size} photos; ${photoCount} are needed.`);
  return Promise.all([...sorted.values()].slice(0, photoCount).map(toImage));
}

async function toImage(file: Buffer): Promise<Image> {
  const pixels = await decodePixels(file);
  return { side: imageSize, channels: 3, data: Float32Array.from(pixels, (byte) => byte / 127.5 - 1) };
}

function measure(images: readonly Image[], { gamma, beta }: SourceUnit): Norm {
  const mean = average(images, gamma.length, (value) => value);
  const variance = average(images, gamma.length, (value, c) => (value - mean[c]) ** 2);
  const scale = gamma.map((g, c) => g / Math.sqrt(variance[c] + epsilon));
  return { scale, bias: beta.map((b, c) => b - mean[c] * scale[c]) };
}

function average(images: readonly Image[], channels: number, of: (value: number, channel: number) => number) {
  const sums = new Float64Array(channels);
  for (const { data } of images) {
    for (let i = 0; i < data.length; i += channels) {
      for (let c = 0; c < channels; c++) sums[c] += of(data[i + c], c);
    }
  }
  const count = images.length * images[0].side ** 2;
  return sums.map((sum) => sum / count);
}

/** Normalizes, activates and joins in place. */
function finish(unit: Unit, { scale, bias }: Norm, { data, channels }: Image, blockInput: Image) {
  const [low, high] = unit.activation === 'relu6' ? [0, 6] : [-Infinity, Infinity];
  for (let i = 0; i < data.length; i++) {
    const normalized = data[i] * scale[i % channels] + bias[i % channels];
    data[i] = Math.min(Math.max(normalized, low), high) + (unit.joinsBlockInput ? blockInput.data[i] : 0);
  }
}

/** Keras's kernel [kh, kw, in, out] to ONNX's [out, in, kh, kw], times the norm's scale. */
function fold(unit: Unit, kernel: Float64Array, { scale, bias }: Norm): UnitWeights {
  const area = unit.kind === 'pointwise' ? 1 : 9;
  const { outChannels } = unit;
  const perOutput = kernel.length / outChannels;
  const folded = kernel.map((_, i) => {
    const out = Math.floor(i / perOutput);
    const within = i % perOutput;
    const input = Math.floor(within / area);
    const row = (within % area) * (perOutput / area) + input;
    return kernel[row * outChannels + out] * scale[out];
  });
  return {
    kernel: Float32Array.from(folded),
    bias: Float32Array.from(bias),
    scale: Float32Array.from(scale),
  };
}
