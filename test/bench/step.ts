import { readBackbone } from '../../electron/engine/network/backbone';
import { toFloat16 } from '../../electron/engine/network/float16';
import { loadTensorFlow } from '../../electron/engine/network/load-tensorflow';
import { featureShape, splitAt } from '../../electron/engine/network/mobilenet';
import { newModel } from '../../electron/engine/training/model';
import { createOnnxStepper } from '../../electron/engine/training/onnx/stepper';
import type { Batch, CreateStepper } from '../../electron/engine/training/stepper';
import { createTensorFlowStepper } from '../../electron/engine/training/tensorflow/stepper';
import { Random } from '../../shared/random';

const blocks = ['block_16', 'block_13', 'block_6'];
const classes = 31;
const batchSize = 16;
const warmUps = 3;
const repeats = 15;

/** Milliseconds a training step takes, the median, by engine and first trained block. */
export default async function step(): Promise<object> {
  return {
    batchSize,
    msPerStep: {
      onnx: await measure(createOnnxStepper),
      tensorflow: loadTensorFlow().available ? await measure(createTensorFlowStepper) : null,
    },
  };
}

async function measure(create: CreateStepper): Promise<Record<string, number>> {
  const results: Record<string, number> = {};
  for (const block of blocks) results[block] = await medianStep(create, block);
  return results;
}

async function medianStep(create: CreateStepper, block: string): Promise<number> {
  const { units, head } = newModel((await readBackbone()).weights, classes, 1);
  const shape = featureShape(block);
  const options = {
    suffix: splitAt(block).suffix,
    featureShape: shape,
    classes,
    batchSize,
    head: { kind: 'arcface', s: 30, m: 0.3, easyMargin: false } as const,
  };
  const stepper = await create(options, { units, head, optimizer: { step: 0, moments: new Map() } });
  const batch = randomBatch(shape.reduce((a, b) => a * b, 1));
  const times: number[] = [];
  for (let i = 0; i < warmUps + repeats; i++) {
    const started = performance.now();
    await stepper.step(batch, 1e-4);
    times.push(performance.now() - started);
  }
  await stepper.dispose();
  const sorted = times.slice(warmUps).sort((a, b) => a - b);
  return Number(sorted[repeats >> 1].toFixed(1));
}

/** Linear bottleneck outputs, which is what most blocks take, are spread about zero. */
function randomBatch(size: number): Batch {
  const random = new Random(1);
  return {
    features: toFloat16(Float32Array.from({ length: batchSize * size }, () => random.normal())),
    labels: Int32Array.from({ length: batchSize }, () => random.below(classes)),
  };
}
