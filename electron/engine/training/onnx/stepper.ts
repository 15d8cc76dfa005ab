import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { openSession } from '../../network/session';
import { embeddingSize } from '../../network/unit';
import { Adam, type Parameter } from '../adam';
import { centredStep } from '../centring';
import { kernelName, parametersOf, weightsOf } from '../parameters';
import type {
  Batch,
  BatchResult,
  CreateStepper,
  Evaluation,
  Stepper,
  StepperOptions,
  TrainState,
} from '../stepper';
import { gradientName, inputMeanName, trainingGraph } from './training-graph';

/** Trains with a hand-derived gradient graph in onnxruntime: needs nothing beyond the npm install. */
export const createOnnxStepper: CreateStepper = async (options, state) => {
  const training = await openSession(trainingGraph(options, true));
  const evaluation = await openSession(trainingGraph(options, false));
  return new OnnxStepper(options, state, training, evaluation);
};

class OnnxStepper implements Stepper {
  readonly engine = 'onnx';
  private readonly parameters: Parameter[];
  private readonly adam: Adam;
  /** Over the parameters' own memory: what a step changes is what the next run reads. */
  private readonly weights: Record<string, Tensor>;
  /** The last step's, into whose memory the next one writes: fresh memory is mapped page by page. */
  private outputs?: InferenceSession.OnnxValueMapType;

  constructor(
    private readonly options: StepperOptions,
    state: TrainState,
    private readonly training: InferenceSession,
    private readonly evaluation: InferenceSession,
  ) {
    this.parameters = parametersOf(options.suffix, state);
    this.adam = new Adam(state.optimizer);
    this.weights = Object.fromEntries(
      this.parameters.map(({ name, values, shape }) => [name, new Tensor(values, shape)]),
    );
  }

  async step(batch: Batch, learningRate: number): Promise<BatchResult> {
    const outputs = await this.train(batch);
    const gradients = this.gradientsIn(outputs);
    centredStep(this.adam, this.parameters, gradients, this.inputMeansIn(outputs), learningRate);
    return resultOf(batch, outputs);
  }

  async evaluate(batch: Batch): Promise<Evaluation> {
    const outputs = await this.evaluation.run(this.feeds(batch));
    const embeddings = outputs.embeddings.data as Float32Array;
    return {
      ...resultOf(batch, outputs),
      embeddings: embeddings.slice(0, batch.labels.length * embeddingSize),
    };
  }

  async gradients(batch: Batch) {
    const outputs = await this.train(batch);
    const copied = [...this.gradientsIn(outputs)].map(([name, values]) => [name, values.slice()] as const);
    return { loss: resultOf(batch, outputs).loss, gradients: new Map(copied) };
  }

  async state(): Promise<TrainState> {
    return { ...weightsOf(this.options.suffix, this.parameters), optimizer: this.adam.state() };
  }

  async dispose(): Promise<void> {
    await this.training.release();
    await this.evaluation.release();
  }

  private async train(batch: Batch) {
    const feeds = this.feeds(batch);
    this.outputs = await (this.outputs ? this.training.run(feeds, this.outputs) : this.training.run(feeds));
    return this.outputs;
  }

  private feeds(batch: Batch) {
    return { ...this.weights, ...batchFeeds(batch, this.options) };
  }

  private inputMeansIn(outputs: InferenceSession.OnnxValueMapType): Map<string, Float32Array> {
    const names = this.options.suffix.map(kernelName);
    return new Map(names.map((name) => [name, outputs[inputMeanName(name)].data as Float32Array]));
  }

  private gradientsIn(outputs: InferenceSession.OnnxValueMapType): Map<string, Float32Array> {
    return new Map(
      this.parameters.map(({ name }) => [name, outputs[gradientName(name)].data as Float32Array]),
    );
  }
}

/** A short batch is filled up with empty photos of weight 0. */
function batchFeeds({ features, labels }: Batch, { batchSize, featureShape }: StepperOptions) {
  const size = featureShape.reduce((a, b) => a * b, 1);
  const n = labels.length;
  if (n === 0 || n > batchSize || features.length !== n * size)
    throw new Error(
      `A batch of ${n} photos and ${features.length} numbers does not fit [${batchSize}, ${size}].`,
    );
  const paddedFeatures = new Uint16Array(batchSize * size);
  paddedFeatures.set(features);
  const paddedLabels = new BigInt64Array(batchSize);
  paddedLabels.set(BigInt64Array.from(labels, BigInt));
  return {
    features: new Tensor('float16', paddedFeatures, [batchSize, ...featureShape]),
    labels: new Tensor('int64', paddedLabels, [batchSize]),
    weights: new Tensor('float32', new Float32Array(batchSize).fill(1 / n, 0, n), [batchSize, 1]),
  };
}

function resultOf({ labels }: Batch, { loss, predicted }: InferenceSession.OnnxValueMapType): BatchResult {
  const classes = predicted.data as BigInt64Array;
  const correct = labels.reduce((count, label, i) => count + Number(Number(classes[i]) === label), 0);
  return { loss: (loss.data as Float32Array)[0], correct };
}
