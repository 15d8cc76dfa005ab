import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { presets, type Recipe } from '@shared/recipe';
import { Random } from '@shared/random';
import {
  buildModel,
  makeWorld,
  type Model,
  type Product,
  renderPhoto,
  sampleSpec,
  type World,
} from '../../build/sample';
import { sampleProducts } from '../../build/sample/sample';
import type { Engine } from '../../electron/engine/engine';
import { Recogniser } from '../../electron/engine/recognition/recogniser';
import { RunStore } from '../../electron/engine/training/run-store';
import { inWorkshop } from '../support/workshop';

/** Per product, as in the article: about 770 photos to train on and 145 to test by, of five products. */
const trainPhotos = 154;
const testPhotos = 29;
/** One an angle, from which a product is registered. */
const angles = [0, Math.PI / 2, -Math.PI / 2, Math.PI];
const epochs = Number(process.env.RAMUNE_BENCH_EPOCHS ?? presets.seed.stages[0].epochs);

const recipe: Recipe = {
  ...presets.seed,
  stages: presets.seed.stages.map((stage) => ({ ...stage, epochs })),
};
const overBatch = { ...recipe.head, normalization: 'batch' } as const;

/** The recipe as the article's text has it, and with the quirks of its code. */
const recipes: Record<string, Recipe> = {
  'no quirk': recipe,
  'inputs 0…1': { ...recipe, unitInputs: true },
  'normalized over the batch': { ...recipe, head: overBatch },
  'both quirks': { ...recipe, unitInputs: true, head: overBatch },
};

/** Photos' files by product: to train on, the four registered, and to test by. */
interface Photos {
  name: string;
  train: string[];
  registered: string[];
  test: string[];
}

/**
 * The article's experiment on drawn products: recipe `seed` on five, recognised from four photos each, then four more
 * registered that were never trained. Accuracy by the embedding's cosine alone, as in the article, and by the studio's
 * answers. Again with each of the article's quirks, and with both.
 */
export default async function article(): Promise<object> {
  const root = await mkdtemp(join(tmpdir(), 'ramune-article-'));
  try {
    const { train, fresh } = await drawProducts(root);
    const results: Record<string, object> = {};
    for (const [name, recipe] of Object.entries(recipes)) {
      results[name] = await trainAndJudge(recipe, train, fresh);
      console.error(name, results[name]);
    }
    return { epochsAStage: epochs, ...results };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function drawProducts(folder: string) {
  const world = await makeWorld(1);
  const products = sampleProducts(1);
  const draw = (list: readonly Product[], offset: number, count: number) =>
    Promise.all(list.map((product, i) => drawProduct(folder, world, product, offset + i, count)));
  return { train: await draw(products.train, 0, trainPhotos), fresh: await draw(products.fresh, 100, 0) };
}

async function drawProduct(
  folder: string,
  world: World,
  product: Product,
  stream: number,
  count: number,
): Promise<Photos> {
  const model = await buildModel(product, sampleSpec.labelWidth);
  const own = join(folder, product.name);
  await mkdir(own, { recursive: true });
  const paths: string[] = [];
  for (let i = 0; i < count + angles.length + testPhotos; i++) {
    const path = join(own, `${i}.png`);
    const turn = angles[i - count];
    await writeFile(path, await drawPhoto(model, world, new Random(1, 60, stream, i), turn));
    paths.push(path);
  }
  return {
    name: product.name,
    train: paths.slice(0, count),
    registered: paths.slice(count, count + angles.length),
    test: paths.slice(count + angles.length),
  };
}

function drawPhoto(model: Model, world: World, random: Random, turn: number | undefined): Promise<Buffer> {
  const size = { width: sampleSpec.width, height: sampleSpec.height };
  const { rgb } = renderPhoto(model, world, random, { ...size, turn });
  return sharp(rgb, { raw: { ...size, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

const trainAndJudge = (recipe: Recipe, train: readonly Photos[], fresh: readonly Photos[]) =>
  inWorkshop(async (workshop) => {
    const { engine } = workshop;
    for (const { name, train: paths } of train) await workshop.import(name, paths);
    const { runId, ended } = await workshop.train(recipe, { engine: 'auto', seed: 1 });
    const { seconds, bestValAccuracy } = await ended;
    await register(engine, train);
    const trained = await judge(engine, runId, train, train);
    await register(engine, fresh);
    const all = await judge(engine, runId, [...train, ...fresh], [...train, ...fresh]);
    const added = await judge(engine, runId, [...train, ...fresh], fresh);
    return { seconds, bestValAccuracy, five: trained, nine: all, fourAdded: added };
  });

async function register({ handlers }: Engine, products: readonly Photos[]): Promise<void> {
  for (const { name, registered } of products)
    await handlers['registry.register']({ name, photos: registered.map((path) => ({ path })) });
}

/** Share of `tested` products' photos that are nearest to their own product among `known` ones. */
async function judge(
  { handlers, session }: Engine,
  runId: string,
  known: readonly Photos[],
  tested: readonly Photos[],
) {
  const photos = tested.flatMap(({ name, test }) => test.map((path) => ({ name, path })));
  const paths = photos.map(({ path }) => ({ path }));
  const answers = await handlers['recognise.photos']({ photos: paths, threshold: 0 });
  const right = answers.filter(({ product }, i) => product?.name === photos[i].name).length;
  const store = new RunStore(session.project().paths.runs);
  const recogniser = await Recogniser.load(runId, store.bestPath(runId), null);
  const gallery = await Promise.all(
    known.map(async ({ name, registered }) => ({ name, shown: await recogniser.describe(registered) })),
  );
  const told = await recogniser.describe(photos.map(({ path }) => path));
  await recogniser.release();
  const nearest = told.map(({ embedding }) => {
    const scores = gallery.map(({ shown }) => Math.max(...shown.map((one) => dot(one.embedding, embedding))));
    return gallery[scores.indexOf(Math.max(...scores))].name;
  });
  const alone = nearest.filter((name, i) => name === photos[i].name).length;
  return { photos: photos.length, embeddingAlone: alone / photos.length, studio: right / photos.length };
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
