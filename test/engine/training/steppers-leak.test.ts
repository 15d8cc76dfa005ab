import { expect, it } from 'vitest';
import { Random } from '@shared/random';
import { toFloat16 } from '../../../electron/engine/network/float16';
import { loadTensorFlow } from '../../../electron/engine/network/load-tensorflow';
import { createTensorFlowStepper } from '../../../electron/engine/training/tensorflow/stepper';
import { stageFrom } from '../../support/features';

const head = { kind: 'arcface', s: 30, m: 0.5, easyMargin: false } as const;
const batchSize = 2;
const classes = 3;
const mostSteps = 1000;
const mostTime = 6000; // milliseconds
const loaded = loadTensorFlow();

it.skipIf(!loaded.available).each(['head', 'block_16'])(
  'native TensorFlow keeps no tensor of a step from %s',
  async (block) => {
    const { tf } = loaded as Extract<typeof loaded, { available: true }>;
    const { options, state } = await stageFrom(block, { classes, batchSize, head });
    const stepper = await createTensorFlowStepper(options, state);
    const size = options.featureShape.reduce((a, b) => a * b, 1);
    const random = new Random(1);
    const batch = {
      features: toFloat16(Float32Array.from({ length: batchSize * size }, () => random.normal())),
      labels: Int32Array.from([0, 2]),
    };
    await stepper.step(batch, 1e-4);
    const before = tf.memory().numTensors;
    const started = performance.now();
    let steps = 0;
    while (steps < mostSteps && performance.now() - started < mostTime) {
      await stepper.step(batch, 1e-4);
      await stepper.evaluate(batch);
      steps += 1;
    }
    expect(steps).toBeGreaterThan(3);
    expect(tf.memory().numTensors).toBe(before);
    await stepper.dispose();
    expect(tf.memory().numTensors).toBe(before);
  },
);
