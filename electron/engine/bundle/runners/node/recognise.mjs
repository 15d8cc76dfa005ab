#!/usr/bin/env node
// Says which product each photo shows, with a bundle written by Ramune Studio.
//   npm install && node recognise.mjs PHOTO... [--json] [--embedding] [--threshold T] [--precision float32|float16|int8]
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import ort from 'onnxruntime-node';
import sharp from 'sharp';
import { checkBundle } from './bundle.mjs';
import { Matcher, readSafetensors } from './match.mjs';

const bundle = dirname(dirname(fileURLToPath(import.meta.url)));

const read = (path) => readFile(join(bundle, path)).catch(() => null);

async function open(precision) {
  const { models } = await checkBundle(bundle, read);
  const file = models.find((one) => one.precision === precision)?.file;
  if (!file) throw new Error(`There is no ${precision} model in this bundle.`);
  const [model, match, gallery, tensors] = await Promise.all([
    ort.InferenceSession.create(join(bundle, file), { logSeverityLevel: 3 }),
    ort.InferenceSession.create(join(bundle, 'match.onnx')),
    read('gallery.json').then(JSON.parse),
    read('gallery.safetensors').then(readSafetensors),
  ]);
  return new Matcher(ort, { model, match, gallery, tensors });
}

/** RGB bytes [height, width, 3]: upright, in sRGB, what is transparent white, stretched to fit. */
function decode(path, [width, height]) {
  return sharp(path, { failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .flatten({ background: '#ffffff' })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer()
    .catch((error) => {
      throw new Error(`${path} cannot be read: ${error.message}`);
    });
}

/**
 * Nothing where none is asked for.
 * @param {string | undefined} asked
 */
function thresholdOf(asked) {
  if (asked === undefined) return undefined;
  const threshold = asked.trim() ? Number(asked) : NaN;
  if (Number.isNaN(threshold)) throw new Error(`--threshold takes a number such as 0.9, not “${asked}”.`);
  return threshold;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      embedding: { type: 'boolean' },
      threshold: { type: 'string' },
      precision: { type: 'string', default: 'float32' },
    },
  });
  if (!positionals.length)
    throw new Error(
      'Usage: node recognise.mjs PHOTO... [--json] [--embedding] [--threshold T] [--precision float32|float16|int8]',
    );
  const threshold = thresholdOf(values.threshold);
  const matcher = await open(values.precision);
  const photos = [];
  for (const path of positionals) {
    const pixels = await decode(path, matcher.gallery.preprocessing.size);
    const { embedding, ...answer } = await matcher.answer(basename(path), pixels, threshold);
    photos.push(values.embedding ? { ...answer, embedding } : answer);
  }
  if (values.json) console.log(JSON.stringify({ photos }));
  else
    for (const { name, product, score } of photos)
      console.log(`${name}: ${product?.name ?? 'not a product'} (${score.toFixed(3)})`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
