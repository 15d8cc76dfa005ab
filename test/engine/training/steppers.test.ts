import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Head } from '@shared/recipe';
import { loadTensorFlow } from '../../../electron/engine/network/load-tensorflow';
import { embeddingSize } from '../../../electron/engine/network/unit';
import { cosineSoftmax } from '../../../electron/engine/training/heads/cosine-softmax';
import { marginOf } from '../../../electron/engine/training/heads/margin-of';
import { createOnnxStepper } from '../../../electron/engine/training/onnx/stepper';
import type { Batch, Stepper, StepperOptions, TrainState } from '../../../electron/engine/training/stepper';
import { createTensorFlowStepper } from '../../../electron/engine/training/tensorflow/stepper';
import { decodedPhotos, featuresOf, pick, stageFrom } from '../../support/features';
import { noPhotos } from '../../support/photos';

const head: Head = { kind: 'arcface', s: 30, m: 0.5, easyMargin: false };
const otherHeads: Head[] = [
  { kind: 'cosface', s: 30, m: 0.35 },
  { kind: 'sphereface', s: 30, m: 3 },
  { kind: 'sphereface', s: 30, m: 4 },
  { kind: 'softmax', s: 30 },
  { ...head, normalization: 'batch' },
];
const batchSize = 5;
const loaded = loadTensorFlow();
// eslint-disable-next-line no-console
if (!loaded.available) console.warn(`Skipped: parity with TensorFlow; ${loaded.reason}`);

/** Largest difference, as a share of the largest number. */
function relative(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let most = 0;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    most = Math.max(most, Math.abs(a[i] - b[i]));
    largest = Math.max(largest, Math.abs(a[i]));
  }
  return most / largest;
}

type Tensors = ReadonlyMap<string, Float32Array>;

/** `relative` of each tensor. */
function apart(a: Tensors, b: Tensors): Map<string, number> {
  expect([...b.keys()]).toEqual([...a.keys()]);
  return new Map([...a].map(([name, values]) => [name, relative(values, b.get(name)!)]));
}

const worst = (values: ReadonlyMap<string, number>) => Math.max(...values.values());

describe.skipIf(noPhotos()).each(['head', 'Conv_1', 'block_16', 'block_13', 'block_6'])(
  'from %s on real photos',
  (block) => {
    let all: Batch;
    let batches: Batch[];
    let batch: Batch;
    let options: StepperOptions;
    let state: TrainState;
    let onnx: Stepper;

    beforeAll(async () => {
      const { pixels, labels } = await decodedPhotos(1);
      all = { features: await featuresOf(pixels, block), labels };
      batches = [0, 1, 2, 3, 4, 5].map((i) =>
        pick(
          all,
          [0, 1, 2, 3, 4].map((j) => i + 6 * j),
        ),
      );
      batch = batches[0];
      ({ options, state } = await stageFrom(block, { classes: 31, batchSize, head }));
      onnx = await createOnnxStepper(options, state);
    });
    afterAll(() => onnx?.dispose());

    test('the loss and the gradient of the centres are those of the reference', async () => {
      const { loss, gradients } = await onnx.gradients(batch);
      const evaluation = await onnx.evaluate(batch);
      const expected = cosineSoftmax({
        embeddings: evaluation.embeddings,
        centres: state.head,
        labels: batch.labels,
        size: embeddingSize,
        s: head.s,
        margin: marginOf(head),
      });
      expect(relative([expected.loss], [loss])).toBeLessThan(1e-5);
      expect(relative(expected.centres, gradients.get('head')!)).toBeLessThan(1e-4);
      expect(evaluation).toMatchObject({ loss, correct: expected.correct });
    });

    test('moving every weight a little along its gradient changes the loss as the gradient says', async () => {
      const { gradients } = await onnx.gradients(batch);
      const blocks = [...new Set(options.suffix.map((unit) => unit.block))].slice(0, 2);
      const checked = [...gradients].filter(
        ([name]) => name === 'head' || blocks.some((prefix) => name.startsWith(prefix)),
      );
      for (const [name, gradient] of checked) {
        const square = gradient.reduce((sum, g) => sum + g * g, 0);
        // Small enough for the curvature, large enough for float32: the loss is about 15.
        const step = 0.001 / square;
        const moved = (by: number) =>
          lossAt(
            options,
            withTensor(
              state,
              name,
              tensorOf(state, name).map((w, i) => w + by * gradient[i]),
            ),
            batch,
          );
        const change = (await moved(step)) - (await moved(-step));
        expect(Math.abs(change / (2 * step * square) - 1), name).toBeLessThan(0.1);
      }
    });

    test('a short batch counts its own photos only', async () => {
      const short = pick(batch, [0, 1, 2, 3]);
      const fitting = await createOnnxStepper({ ...options, batchSize: 4 }, state);
      const expected = await fitting.gradients(short);
      const padded = await onnx.gradients(short);
      expect(padded.loss).toBeCloseTo(expected.loss, 4);
      expect(worst(apart(expected.gradients, padded.gradients))).toBeLessThan(1e-4);
      const [wanted, told] = [await fitting.evaluate(short), await onnx.evaluate(short)];
      expect(relative(wanted.embeddings, told.embeddings)).toBeLessThan(1e-5);
      expect(told.correct).toBe(wanted.correct);
      await fitting.dispose();
    });

    test('a short batch moves the weights as one that fits', async () => {
      const short = pick(batch, [0]);
      const [fitting, padded] = await Promise.all(
        [1, batchSize].map((size) => createOnnxStepper({ ...options, batchSize: size }, state)),
      );
      for (const stepper of [fitting, padded]) await stepper.step(short, 1e-3);
      const [wanted, moved] = [weightsOf(await fitting.state()), weightsOf(await padded.state())];
      expect(worst(apart(wanted, moved))).toBeLessThan(2e-3);
      await Promise.all([fitting.dispose(), padded.dispose()]);
    });

    test('a batch that does not fit is refused', async () => {
      await expect(onnx.step({ ...batch, labels: batch.labels.subarray(1) }, 1e-3)).rejects.toThrow(
        /does not fit/,
      );
    });

    test('goes on from its own state as if it had never stopped', async () => {
      const first = await createOnnxStepper(options, state);
      await first.step(batch, 1e-4);
      const second = await createOnnxStepper(options, await first.state());
      await first.step(batch, 1e-4);
      await second.step(batch, 1e-4);
      const [one, other] = [await first.state(), await second.state()];
      expect(worst(apart(weightsOf(one), weightsOf(other)))).toBe(0);
      expect(other.optimizer.step).toBe(2);
      expect(relative(state.head, one.head)).toBeGreaterThan(0);
      await first.dispose();
      await second.dispose();
    });

    describe.skipIf(!loaded.available)('TensorFlow', () => {
      // A ReLU6 within rounding of 0 or 6 may be open in one engine only, which shows in one batch or another; a
      // mistake shows in all.
      test('gives the same loss and gradients', async () => {
        const tensorflow = await createTensorFlowStepper(options, state);
        const differences: Map<string, number>[] = [];
        for (const own of batches) {
          const [ours, theirs] = [await onnx.gradients(own), await tensorflow.gradients(own)];
          expect(relative([theirs.loss], [ours.loss])).toBeLessThan(1e-4);
          const [told, answered] = [await onnx.evaluate(own), await tensorflow.evaluate(own)];
          expect(relative(answered.embeddings, told.embeddings)).toBeLessThan(1e-4);
          expect(answered.correct).toBe(told.correct);
          differences.push(apart(theirs.gradients, ours.gradients));
          expect(worst(differences.at(-1)!)).toBeLessThan(0.1);
        }
        for (const name of differences[0].keys()) {
          const sorted = differences.map((of) => of.get(name)!).sort((a, b) => a - b);
          expect(sorted[2], name).toBeLessThan(1e-3);
        }
      });

      test('takes a large batch in parts as if it were one', async () => {
        const large = { ...options, batchSize: all.labels.length };
        const whole = await createOnnxStepper(large, state);
        const parts = await createTensorFlowStepper(large, state);
        expect(large.batchSize).toBeGreaterThan(16);
        const [expected, told] = [await whole.gradients(all), await parts.gradients(all)];
        expect(relative([expected.loss], [told.loss])).toBeLessThan(1e-4);
        const differences = [...apart(expected.gradients, told.gradients).values()].sort((a, b) => a - b);
        expect(differences[Math.floor(differences.length / 2)]).toBeLessThan(1e-3);
        expect((await parts.step(all, 1e-4)).correct).toBe((await whole.step(all, 1e-4)).correct);
        expect(worst(apart(weightsOf(await whole.state()), weightsOf(await parts.state())))).toBeLessThan(
          1e-3,
        );
        await whole.dispose();
        await parts.dispose();
      });

      test('has the same weights after five steps, and keeps no tensors', async () => {
        const trained = await createOnnxStepper(options, state);
        const tensorflow = await createTensorFlowStepper(options, state);
        const before = loaded.available && loaded.tf.memory().numTensors;
        for (const own of batches.slice(0, 5)) {
          await trained.step(own, 1e-4);
          await tensorflow.step(own, 1e-4);
          await tensorflow.evaluate(own);
        }
        expect(loaded.available && loaded.tf.memory().numTensors).toBe(before);
        expect(
          worst(apart(weightsOf(await tensorflow.state()), weightsOf(await trained.state()))),
        ).toBeLessThan(1e-3);
        await trained.dispose();
        await tensorflow.dispose();
      });
    });
  },
);

describe.skipIf(noPhotos()).each(otherHeads)('$kind $normalization on real photos', (head) => {
  let batch: Batch;
  let options: StepperOptions;
  let state: TrainState;
  let onnx: Stepper;

  beforeAll(async () => {
    const { pixels, labels } = await decodedPhotos(1);
    batch = pick({ features: await featuresOf(pixels, 'Conv_1'), labels }, [0, 6, 12, 18, 24]);
    ({ options, state } = await stageFrom('Conv_1', { classes: 31, batchSize, head }));
    // Two own cosines well inside other pieces of the margin than the rest: near, and opposite to, the centre.
    const plain = await createOnnxStepper(options, state);
    const { embeddings } = await plain.evaluate(batch);
    await plain.dispose();
    const centres = state.head.slice();
    for (const [row, sign] of [0.02, -0.02].entries())
      for (let j = 0; j < embeddingSize; j++)
        centres[batch.labels[row] * embeddingSize + j] += sign * embeddings[row * embeddingSize + j];
    state = { ...state, head: centres };
    onnx = await createOnnxStepper(options, state);
  });
  afterAll(() => onnx?.dispose());

  test('the loss and the gradient of the centres are those of the reference', async () => {
    const { loss, gradients } = await onnx.gradients(batch);
    const { embeddings } = await onnx.evaluate(batch);
    const rows = { embeddings, centres: state.head, labels: batch.labels, size: embeddingSize };
    const together = head.normalization === 'batch';
    const expected = cosineSoftmax({ ...rows, s: head.s, margin: marginOf(head), together });
    expect(relative([expected.loss], [loss])).toBeLessThan(1e-5);
    expect(relative(expected.centres, gradients.get('head')!)).toBeLessThan(1e-4);
  });

  test('a short batch counts its own photos only', async () => {
    const short = pick(batch, [0, 1, 2, 3]);
    const fitting = await createOnnxStepper({ ...options, batchSize: 4 }, state);
    const [expected, padded] = [await fitting.gradients(short), await onnx.gradients(short)];
    await fitting.dispose();
    expect(padded.loss).toBeCloseTo(expected.loss, 4);
    expect(worst(apart(expected.gradients, padded.gradients))).toBeLessThan(1e-4);
  });

  test.skipIf(!loaded.available)('TensorFlow gives the same loss and gradients', async () => {
    const tensorflow = await createTensorFlowStepper(options, state);
    const [ours, theirs] = [await onnx.gradients(batch), await tensorflow.gradients(batch)];
    expect(relative([theirs.loss], [ours.loss])).toBeLessThan(1e-4);
    expect(worst(apart(theirs.gradients, ours.gradients))).toBeLessThan(1e-3);
  });
});

function weightsOf({ units, head }: TrainState): Map<string, Float32Array> {
  const ofUnits = [...units].flatMap(([name, { kernel, bias }]): [string, Float32Array][] => [
    [`${name}/kernel`, kernel],
    [`${name}/bias`, bias],
  ]);
  return new Map([...ofUnits, ['head', head]]);
}

function tensorOf(state: TrainState, name: string): Float32Array {
  return weightsOf(state).get(name)!;
}

function withTensor(state: TrainState, name: string, values: Float32Array): TrainState {
  if (name === 'head') return { ...state, head: values };
  const [unit, part] = name.split('/');
  const units = new Map(state.units);
  units.set(unit, { ...units.get(unit)!, [part]: values });
  return { ...state, units };
}

async function lossAt(options: StepperOptions, state: TrainState, batch: Batch): Promise<number> {
  const stepper = await createOnnxStepper(options, state);
  const { loss } = await stepper.evaluate(batch);
  await stepper.dispose();
  return loss;
}
