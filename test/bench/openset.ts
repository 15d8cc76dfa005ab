import { join } from 'node:path';
import { falseRejectRateAtFar, auroc } from '@shared/metrics';
import type { Recognition, Scored } from '@shared/domain';
import { Random } from '@shared/random';
import { presets } from '@shared/recipe';
import type { Engine } from '../../electron/engine/engine';
import { noPhotos, productPhotos, spread, unknownPhotos } from '../support/photos';
import { keptOutOfBackbone } from '../support/kept-out';
import { inWorkshop, type Workshop } from '../support/workshop';
import { thresholdDrift, type Drift } from '../support/threshold-drift';

const choices = 3;
const seeds = 3;
const keptOut = 11;
const references = 4;
const trainShare = 0.6;

/**
 * New products and strangers. Of each product's photos, in the order they were taken, the first 60 % are for training
 * and registering and the rest for testing. Three times eleven products are kept out of all training; the others are
 * trained with `best` from three seeds, with every other photo of other things as unknown, then all are registered from
 * four photos. Training starts from a backbone that has seen none of these products, so that those kept out are new to it
 * as well; the other things that are judged are in no training. The bundled backbone knows twenty of
 * them; `accuracyNoTrainingOfNeverSeen` is of the other eleven.
 */
export default async function openset() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const products = await readProducts();
  const rounds: Round[] = [];
  process.env.RAMUNE_BACKBONE = join(import.meta.dirname, 'openset-backbone.safetensors');
  for (let choice = 0; choice < choices; choice++) {
    const fresh = new Set(new Random(choice, 11).shuffled([...products.keys()]).slice(0, keptOut));
    for (let seed = 1; seed <= seeds; seed++) {
      rounds.push(await inWorkshop((workshop) => playRound(workshop, products, fresh, seed)));
      console.error(`round ${rounds.length} of ${choices * seeds}`, rounds.at(-1));
    }
  }
  const unseenUntrained = await inWorkshop(({ engine }) => judge(engine, products, new Set()));
  delete process.env.RAMUNE_BACKBONE;
  const neverSeen = new Set([...products.keys()].filter((i) => keptOutOfBackbone.includes(products[i].name)));
  const untrained = await inWorkshop(({ engine }) => judge(engine, products, neverSeen));
  const figure = (pick: (round: Round) => number) => spreadOf(rounds.map(pick));
  return {
    seenAccuracy: figure((round) => round.seenAccuracy),
    newAccuracy: figure((round) => round.newAccuracy),
    accuracyNoTraining: untrained.accuracy,
    accuracyNoTrainingOfNeverSeen: untrained.newAccuracy,
    accuracyNoTrainingOfOpensetBackbone: unseenUntrained.accuracy,
    frrAtFar1: figure((round) => round.frrAtFar1),
    unregisteredAuroc: figure((round) => round.unregisteredAuroc),
    msPerPhoto: figure((round) => round.msPerPhoto),
    trainSeconds: figure((round) => round.trainSeconds),
    falseAcceptRates: Object.fromEntries(
      driftKinds.map((kind) => [
        kind,
        {
          chosenBy: figure(({ drift }) => drift![kind].chosenBy),
          others: figure(({ drift }) => drift![kind].others),
        },
      ]),
    ),
  };
}

interface Photos {
  name: string;
  train: string[];
  test: string[];
}

const driftKinds = ['suggested', 'atMost5', 'atMost1'] as const;

interface Round {
  accuracy: number;
  seenAccuracy: number;
  newAccuracy: number;
  frrAtFar1: number;
  unregisteredAuroc: number;
  msPerPhoto: number;
  trainSeconds: number;
  /** Where products were kept out. */
  drift?: Record<(typeof driftKinds)[number], Drift>;
}

async function readProducts(): Promise<Photos[]> {
  return [...(await productPhotos())].map(([name, paths]) => {
    const count = Math.floor(paths.length * trainShare);
    return { name, train: paths.slice(0, count), test: paths.slice(count) };
  });
}

/** Trains on the products that are not kept out, then judges. */
async function playRound(
  workshop: Workshop,
  products: readonly Photos[],
  fresh: ReadonlySet<number>,
  seed: number,
): Promise<Round> {
  for (const [i, { name, train }] of products.entries())
    if (!fresh.has(i)) await workshop.import(name, train);
  const { engine } = workshop;
  await engine.handlers['classes.create']({ name: 'Other things', kind: 'unknown' });
  await workshop.import('Other things', await everyOtherThing(0));
  const { seconds } = await (await workshop.train(presets.best, { engine: 'auto', seed })).ended;
  return { ...(await judge(engine, products, fresh)), trainSeconds: seconds };
}

/** Registers all products and recognises their test photos and other things; then again without the new ones. */
async function judge(
  engine: Engine,
  products: readonly Photos[],
  fresh: ReadonlySet<number>,
): Promise<Round> {
  const { handlers } = engine;
  const registered = [];
  for (const { name, train } of products)
    registered.push(
      await handlers['registry.register']({
        name,
        photos: spread(train, references).map((path) => ({ path })),
      }),
    );
  const truths = products.flatMap(({ name, test }, i) =>
    test.map((path) => ({ name, path, isNew: fresh.has(i) })),
  );
  const recognise = (paths: string[]) =>
    handlers['recognise.photos']({ photos: paths.map((path) => ({ path })), threshold: 0 });
  const answers = await recognise(truths.map(({ path }) => path));
  const things = await everyOtherThing(1);
  const unknown = await recognise(things);
  for (const i of fresh) await handlers['registry.remove']({ id: registered[i].id });
  const without = fresh.size ? await recognise(truths.map(({ path }) => path)) : answers;
  const accuracyOf = (among: (isNew: boolean) => boolean) =>
    mean(
      truths.flatMap(({ name, isNew }, i) =>
        among(isNew) ? [Number(answers[i].product?.name === name)] : [],
      ),
    );
  const tested = truths.map(({ name, isNew }, i) => ({ name, isNew, answer: without[i] }));
  const scoresOf = (isNew: boolean) =>
    scores(tested.filter((one) => one.isNew === isNew).map(({ answer }) => answer));
  return {
    accuracy: accuracyOf(() => true),
    seenAccuracy: accuracyOf((isNew) => !isNew),
    newAccuracy: accuracyOf((isNew) => isNew),
    frrAtFar1: falseRejectRateAtFar(scores(answers), scores(unknown), 0.01)!,
    unregisteredAuroc: auroc(scoresOf(false), scoresOf(true)) ?? NaN,
    msPerPhoto: answers[0].milliseconds,
    trainSeconds: 0,
    ...(fresh.size && { drift: driftOf(fresh, products, tested, await recognise(things)) }),
  };
}

/** A test photo of a product and its answer while new products are not registered. */
interface Tested {
  name: string;
  isNew: boolean;
  answer: Recognition;
}

/** Both halves of the strangers show other products and, by the order of their names, other things. */
function driftOf(
  fresh: ReadonlySet<number>,
  products: readonly Photos[],
  tested: readonly Tested[],
  things: readonly Recognition[],
): Round['drift'] {
  const half = new Map([...fresh].map((i, at) => [products[i].name, at % 2]));
  const scored = tested.map(({ name, isNew, answer }) => ({
    name,
    ...scoredAs(isNew ? null : name, answer),
  }));
  const ofHalf = (wanted: number) => [
    ...scored.filter(({ name }) => half.get(name) === wanted),
    ...things
      .filter((_, i) => Math.floor((2 * i) / things.length) === wanted)
      .map((answer) => scoredAs(null, answer)),
  ];
  return thresholdDrift(
    scored.filter(({ truth }) => truth !== null),
    [ofHalf(0), ofHalf(1)],
  );
}

/** Photos of other things; `from` 0: those that were there when the backbones were trained. */
const everyOtherThing = async (from: 0 | 1) => (await unknownPhotos()).filter((_, i) => i % 2 === from);

const scoredAs = (truth: string | null, { score, candidates }: Recognition): Scored => ({
  truth,
  nearest: candidates[0].name,
  score,
});

const scores = (answers: readonly { score: number }[]) => answers.map(({ score }) => score);
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Mean and standard deviation. */
function spreadOf(values: readonly number[]): { mean: number; deviation: number } {
  const centre = mean(values);
  return { mean: centre, deviation: Math.sqrt(mean(values.map((value) => (value - centre) ** 2))) };
}
