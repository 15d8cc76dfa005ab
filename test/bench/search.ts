import { freemem } from 'node:os';
import { Random } from '@shared/random';
import { embeddingSize } from '../../electron/engine/network/unit';
import {
  type Descriptor,
  Gallery,
  normalize,
  type Reference,
} from '../../electron/engine/recognition/gallery';
import { Recogniser } from '../../electron/engine/recognition/recogniser';
import { noPhotos, productPhotos, unknownPhotos } from '../support/photos';

const sizes = [10_000, 100_000, 1_000_000];
const perProduct = 4;
const queryCount = 16;
const rounds = 5;
/** Length of what is added to a real embedding to make another one. */
const noise = 0.3;
const mib = 2 ** 20;

/**
 * The gallery that recognition uses, with many references. Every fifth real photo is a query, the others and they again
 * with noise are the references. `msPerQuery`: to find the 32 nearest products with their exact cosines, the best and
 * the median of five rounds; `recallAt1`: how often the first is the one that a plain loop over float32 numbers finds;
 * `memoryMiB`: what the gallery takes; `msPerAnswer`: with the 32 products compared cell by cell.
 */
export default async function search() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const photos = await realDescriptors();
  const queries = photos.filter((_, i) => i % 5 === 0).slice(0, queryCount);
  const real = photos.filter((_, i) => i % 5 !== 0);
  const found: Record<string, object> = {};
  for (const size of sizes) {
    const needed = size * embeddingSize * 1.3 + 1e9;
    found[size] =
      freemem() < needed
        ? { skipped: `${needed / 1e9} GB of free memory` }
        : await measure(size, real, queries);
    console.error(size, found[size]);
  }
  return { dimensions: embeddingSize, perProduct, realPhotos: photos.length, sizes: found };
}

async function realDescriptors(): Promise<Descriptor[]> {
  const recogniser = await Recogniser.load(null, null, null);
  const paths = [...[...(await productPhotos()).values()].flat(), ...(await unknownPhotos())];
  const descriptors = await recogniser.describe(paths);
  await recogniser.release();
  return descriptors;
}

const referenceAt = (i: number): Reference => ({
  id: i,
  productId: Math.floor(i / perProduct),
  name: '',
  photoId: String(i),
  box: null,
  weight: 1,
});

const pool = new Random(1);
const noises = Float32Array.from(
  { length: 1 << 20 },
  () => (noise / Math.sqrt(embeddingSize)) * pool.normal(),
);

/** The same for the same number, so that it need not be kept. */
function descriptorAt(i: number, real: readonly Descriptor[]): Descriptor {
  const source = real[i % real.length];
  if (i < real.length) return source;
  const from = (i * 7919) % (noises.length - embeddingSize);
  return { ...source, embedding: normalize(source.embedding.map((value, k) => value + noises[from + k])) };
}

async function measure(size: number, real: readonly Descriptor[], queries: readonly Descriptor[]) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const gallery = new Gallery(async (asked) => new Map(asked.map(({ id }) => [id, descriptorAt(id, real)])));
  const truths = queries.map(() => ({ cosine: -Infinity, product: -1 }));
  for (let i = 0; i < size; i++) {
    const { embedding } = descriptorAt(i, real);
    const reference = referenceAt(i);
    gallery.add(reference, embedding);
    queries.forEach((query, k) => better(truths[k], reference.productId, dot(query.embedding, embedding)));
  }
  globalThis.gc?.();
  const memoryMiB = Math.round((process.memoryUsage().rss - before) / mib);
  const found = await Promise.all(queries.map(({ embedding }) => gallery.shortlist(embedding)));
  const right = found.filter(([first], k) => first.references[0].productId === truths[k].product).length;
  const search = await times(queries, ({ embedding }) => gallery.shortlist(embedding));
  const answer = await times(queries, (query) => gallery.nearest(query));
  return {
    msPerQuery: search.best,
    msPerQueryMedian: search.median,
    recallAt1: right / queries.length,
    memoryMiB,
    msPerAnswer: answer.best,
  };
}

function better(truth: { cosine: number; product: number }, product: number, cosine: number): void {
  if (cosine > truth.cosine) Object.assign(truth, { cosine, product });
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Milliseconds for each query, of several rounds over all of them. */
async function times(queries: readonly Descriptor[], work: (query: Descriptor) => Promise<unknown>) {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    for (const query of queries) await work(query);
    taken.push((performance.now() - started) / queries.length);
  }
  taken.sort((a, b) => a - b);
  return { best: Number(taken[0].toFixed(2)), median: Number(taken[rounds >> 1].toFixed(2)) };
}
