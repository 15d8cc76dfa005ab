#!/usr/bin/env node
// Says which product each photo shows, with a bundle written by Ramune Studio.
//   npm install && node recognise.mjs PHOTO... [--json] [--threshold T] [--precision float32|float16|int8]
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import ort from 'onnxruntime-node';
import sharp from 'sharp';

const bundle = dirname(dirname(fileURLToPath(import.meta.url)));
const version = 3;

/** Refuses a folder that is no bundle, a newer bundle, and one with a file missing or changed. */
async function readManifest() {
  const text = await readFile(join(bundle, 'manifest.json'), 'utf8').catch((error) =>
    stop(`${bundle} is not a bundle of Ramune Studio: manifest.json cannot be read (${error.message}).`),
  );
  const manifest = parse(text);
  if (manifest?.format !== 'ramune-bundle') stop(`${bundle} is not a bundle of Ramune Studio.`);
  if (manifest.version > version)
    stop(
      `This bundle is of version ${manifest.version}; this program reads up to ${version}. Export it again.`,
    );
  for (const { path, sha256 } of manifest.files) {
    const data = await readFile(join(bundle, path)).catch(() =>
      stop(`${path} is missing from the bundle. Copy the whole bundle again.`),
    );
    if (createHash('sha256').update(data).digest('hex') !== sha256)
      stop(`${path} has changed since the bundle was made. Copy the whole bundle again.`);
  }
  return manifest;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

async function readSafetensors(path) {
  const data = await readFile(path);
  const length = Number(data.readBigUInt64LE());
  const header = JSON.parse(data.toString('utf8', 8, 8 + length));
  const types = { F32: Float32Array, I8: Int8Array };
  return Object.fromEntries(
    Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(
        ([
          name,
          {
            dtype,
            shape,
            data_offsets: [from, to],
          },
        ]) => {
          // A copy, since floats must begin at a multiple of four bytes.
          const bytes = Uint8Array.from(data.subarray(8 + length + from, 8 + length + to));
          return [name, { shape, data: new types[dtype](bytes.buffer) }];
        },
      ),
  );
}

async function open(precision) {
  const manifest = await readManifest();
  const model = manifest.models.find((one) => one.precision === precision);
  if (!model) stop(`There is no ${precision} model in this bundle.`);
  const [session, match, gallery, tensors] = await Promise.all([
    ort.InferenceSession.create(join(bundle, model.file), { logSeverityLevel: 3 }),
    ort.InferenceSession.create(join(bundle, 'match.onnx')),
    readFile(join(bundle, 'gallery.json'), 'utf8').then(JSON.parse),
    readSafetensors(join(bundle, 'gallery.safetensors')),
  ]);
  const rowsOf = new Map();
  gallery.references.forEach(({ product }, row) =>
    rowsOf.set(product, [...(rowsOf.get(product) ?? []), row]),
  );
  return { session, match, gallery, tensors, rowsOf };
}

/** Products and their scores, best first. */
async function candidates({ session, match, gallery, tensors, rowsOf }, path) {
  const [width, height] = gallery.preprocessing.size;
  const pixels = await sharp(path, { failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .flatten({ background: '#ffffff' })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const image = new ort.Tensor('uint8', pixels, [1, height, width, 3]);
  const { embedding, cells } = await session.run({ image });
  const length = Math.hypot(...embedding.data) || 1;
  const unit = embedding.data.map((x) => x / length);
  const [, count, channels] = tensors.cells.shape;
  const { scoring } = gallery;
  const weightOf = (row) => gallery.references[row].weight;
  const cosine = (row) =>
    weightOf(row) * unit.reduce((sum, x, i) => sum + x * tensors.embeddings.data[row * unit.length + i], 0);
  const nearest = [...rowsOf]
    .map(([name, rows]) => ({ name, rows, cosine: Math.max(...rows.map(cosine)) }))
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, scoring.shortlist);
  const found = [];
  for (const { name, rows, cosine } of nearest) {
    const size = count * channels;
    const references = new Int8Array(rows.length * size);
    rows.forEach((row, i) =>
      references.set(tensors.cells.data.subarray(row * size, (row + 1) * size), i * size),
    );
    const { best } = await match.run({
      query: new ort.Tensor('int8', cells.data, [count, channels]),
      references: new ort.Tensor('int8', references, [rows.length * count, channels]),
    });
    // Each of the photo's cells looks for its like among all references of the product.
    const cellsLikeness = scoring.cellWeights.reduce(
      (sum, weight, cell) =>
        sum + weight * Math.max(...rows.map((row, i) => weightOf(row) * best.data[i * count + cell])),
      0,
    );
    const likeness = scoring.embeddingShare * cosine + (1 - scoring.embeddingShare) * cellsLikeness;
    const odds = Math.exp(-scoring.steepness * (likeness - scoring.middle)) / scoring.priorOdds;
    found.push({ name, score: 1 / (1 + odds) });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, 5);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    threshold: { type: 'string' },
    precision: { type: 'string', default: 'float32' },
  },
});
if (!positionals.length)
  stop('Usage: node recognise.mjs PHOTO... [--json] [--threshold T] [--precision float32|float16|int8]');
const recogniser = await open(values.precision);
const threshold = values.threshold === undefined ? recogniser.gallery.threshold : Number(values.threshold);
const photos = [];
for (const path of positionals) {
  const list = await candidates(recogniser, path).catch((error) =>
    stop(`${path} cannot be read: ${error.message}`),
  );
  const score = list[0]?.score ?? 0;
  const product = list.length && score >= threshold ? { name: list[0].name } : null;
  photos.push({ name: basename(path), product, score, threshold, candidates: list });
}
if (values.json) console.log(JSON.stringify({ photos }));
else
  for (const { name, product, score } of photos)
    console.log(`${name}: ${product?.name ?? 'not a product'} (${score.toFixed(3)})`);
