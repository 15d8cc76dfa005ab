import { beforeAll, describe, expect, test } from 'vitest';
import { presets } from '@shared/recipe';
import { Random } from '@shared/random';
import { readBackbone } from '../../../electron/engine/network/backbone';
import { Prefix } from '../../../electron/engine/network/embedder';
import { featureShape, splitAt } from '../../../electron/engine/network/mobilenet';
import { spreadOf } from '../../../electron/engine/training/collapse';
import { newModel, type Model } from '../../../electron/engine/training/model';
import { createOnnxStepper } from '../../../electron/engine/training/onnx/stepper';
import type { Batch } from '../../../electron/engine/training/stepper';
import { decodedPhotos, pick } from '../../support/features';
import { noPhotos } from '../../support/photos';

const { head, batchSize } = presets.seed;
const classes = 31;
const learningRate = 1e-3;
/** Twelve stages take a minute on two idle cores, ten on very busy ones. */
const timeout = 1_800_000;

type Photos = Awaited<ReturnType<typeof decodedPhotos>>;

describe.skipIf(noPhotos())('Adam at 1e-3 on 31 real products', () => {
  let train: Photos;
  let held: Photos;
  beforeAll(async () => {
    train = await decodedPhotos(6);
    held = await decodedPhotos(3, 6);
  });

  /** Trains from a block; returns what the network then makes of photos it was not shown. */
  async function stage(model: Model, from: string, epochs: number) {
    const { prefix, suffix } = splitAt(from);
    const runner = await Prefix.create(prefix, model.units);
    const [batch, others] = [
      { features: await runner.run(train.pixels), labels: train.labels },
      { features: await runner.run(held.pixels), labels: held.labels },
    ];
    await runner.release();
    const options = { suffix, featureShape: featureShape(from), classes, batchSize, head };
    const stepper = await createOnnxStepper(options, {
      ...model,
      optimizer: { step: 0, moments: new Map() },
    });
    for (let epoch = 0; epoch < epochs; epoch++)
      for (const own of shuffledBatches(batch, epoch)) await stepper.step(own, learningRate);
    const embeddings: Float32Array[] = [];
    let correct = 0;
    for (const own of shuffledBatches(others, 0)) {
      const evaluation = await stepper.evaluate(own);
      embeddings.push(evaluation.embeddings);
      correct += evaluation.correct;
    }
    const { units, head: centres } = await stepper.state();
    await stepper.dispose();
    model.units = new Map([...model.units, ...units]);
    model.head = centres;
    return { spread: spreadOf(embeddings), accuracy: correct / held.labels.length };
  }

  function* shuffledBatches(batch: Batch, seed: number): Generator<Batch> {
    const order = new Random(seed).shuffled([...batch.labels.keys()]);
    for (let i = 0; i < order.length; i += batchSize) yield pick(batch, order.slice(i, i + batchSize));
  }

  test(
    'every stage of recipe seed, an epoch each, keeps embeddings apart and learns',
    { timeout },
    async () => {
      const model = newModel((await readBackbone()).weights, classes, 1);
      const accuracies: number[] = [];
      for (const { from } of presets.seed.stages) {
        const { spread, accuracy } = await stage(model, from, 1);
        expect(spread, from).toBeGreaterThan(0.2);
        accuracies.push(accuracy);
      }
      // Guessing is 0.03.
      expect(accuracies.at(-1)).toBeGreaterThan(Math.max(0.3, 1.5 * accuracies[0]));
    },
  );

  test('straight from the head to block_6, where plain Adam made all embeddings one', async () => {
    const model = newModel((await readBackbone()).weights, classes, 1);
    await stage(model, 'head', 3);
    const { spread, accuracy } = await stage(model, 'block_6', 2);
    expect(spread).toBeGreaterThan(0.2);
    expect(accuracy).toBeGreaterThan(0.25);
  });
});
