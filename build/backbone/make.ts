import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { foldUnit, type Norm, normOf } from '../../electron/engine/network/fold';
import { mobilenet } from '../../electron/engine/network/mobilenet';
import { imageSize, type Unit, type UnitWeights } from '../../electron/engine/network/unit';
import { encodeWeights } from '../../electron/engine/network/weights';
import { decodePixels } from '../../electron/engine/photos/decode';
import { convolution, type Image } from './convolve';
import { readSource, type SourceUnit } from './nsfw';

const photoCount = 256;

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
    images = images.map(convolution(unit, trained.kernel));
    const norm = measure(images, trained);
    images.forEach((image, n) => finish(unit, norm, image, blockInputs[n]));
    weights.set(unit.name, foldUnit(unit, trained.kernel, norm));
  });
  return encodeWeights(weights, 'float16', metadata);
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

/** Mean and variance of each channel over all pixels of all images, made into a norm. */
function measure(images: readonly Image[], trained: SourceUnit): Norm {
  const channels = trained.gamma.length;
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (const { data } of images) {
    for (let i = 0; i < data.length; i += channels) {
      for (let c = 0; c < channels; c++) {
        const value = data[i + c];
        sums[c] += value;
        squares[c] += value * value;
      }
    }
  }
  const count = images.length * images[0].side ** 2;
  const mean = sums.map((sum) => sum / count);
  const variance = squares.map((square, c) => square / count - mean[c] ** 2);
  return normOf(trained, { mean, variance });
}

/** Normalizes, activates and joins in place. */
function finish(unit: Unit, { scale, bias }: Norm, { data, channels }: Image, blockInput: Image) {
  const low = unit.activation === 'relu6' ? 0 : -Infinity;
  const high = unit.activation === 'relu6' ? 6 : Infinity;
  for (let i = 0; i < data.length; i += channels) {
    for (let c = 0; c < channels; c++) {
      const value = data[i + c] * scale[c] + bias[c];
      data[i + c] = value < low ? low : value > high ? high : value;
    }
  }
  if (unit.joinsBlockInput) for (let i = 0; i < data.length; i++) data[i] += blockInput.data[i];
}
