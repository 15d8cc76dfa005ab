import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-node-gpu';
import { StudioError } from '@shared/errors';
import { fromFloat16 } from '../../network/float16';
import { loadTensorFlow } from '../../network/load-tensorflow';
import { forward, type TF } from '../../network/tensorflow';
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
import { cosineSoftmax } from './cosine-softmax';
import { accumulate, microBatches, type Pass, scale } from './micro-batches';

const mostAtOnce = 16;

/**
 * Trains with TensorFlow.js on native TensorFlow, which differentiates the forward pass by itself.
 * Throws `engine-unavailable` where native TensorFlow is not installed.
 */
export const createTensorFlowStepper: CreateStepper = async (options, state) => {
  const loaded = loadTensorFlow();
  if (!loaded.available)
    throw new StudioError(
      'engine-unavailable',
      'Native TensorFlow is not installed. Run `npm run setup:tensorflow`, or train with the onnx engine.',
      loaded.reason,
    );
  return new TensorFlowStepper(loaded.tf, options, state);
};

type Observe = Parameters<typeof forward>[4];

class TensorFlowStepper implements Stepper {
  readonly engine = 'tensorflow';
  private readonly parameters: Parameter[];
  private readonly adam: Adam;

  constructor(
    private readonly tf: TF,
    private readonly options: StepperOptions,
    state: TrainState,
  ) {
    this.parameters = parametersOf(options.suffix, state);
    this.adam = new Adam(state.optimizer);
  }

  async step(batch: Batch, learningRate: number): Promise<BatchResult> {
    const { result, gradients, inputMeans } = await this.differentiate(batch);
    centredStep(this.adam, this.parameters, gradients, inputMeans, learningRate);
    return result;
  }

  async gradients(batch: Batch) {
    const { result, gradients } = await this.differentiate(batch);
    return { loss: result.loss, gradients };
  }

  async evaluate(batch: Batch): Promise<Evaluation> {
    const { loss, predicted, embeddings } = this.tf.tidy(() => this.lossOf(batch, this.tensors()));
    return { ...(await this.read(batch, loss, predicted)), embeddings: await this.take(embeddings) };
  }

  async state(): Promise<TrainState> {
    return { ...weightsOf(this.options.suffix, this.parameters), optimizer: this.adam.state() };
  }

  /** Every tensor lives for one call only, so there is nothing to free. */
  async dispose(): Promise<void> {}

  /** A part of the batch at a time, since TensorFlow keeps all that a pass has made until its end. */
  private async differentiate(batch: Batch): Promise<Pass> {
    // What is divided by the whole batch's norm cannot be taken in parts.
    const together = this.options.head.normalization === 'batch';
    const [first, ...others] = microBatches(batch, together ? batch.labels.length : mostAtOnce);
    const share = ({ labels }: Batch) => labels.length / batch.labels.length;
    const sum = await this.differentiateAtOnce(first);
    if (others.length) scale(sum, share(first));
    for (const part of others) accumulate(sum, await this.differentiateAtOnce(part), share(part));
    return sum;
  }

  private async differentiateAtOnce(batch: Batch): Promise<Pass> {
    const { tf } = this;
    const names = this.parameters.map(({ name }) => name);
    const means = new Map<string, Tensor>();
    const { value, grads, predicted } = tf.tidy(() => {
      let predicted!: Tensor1D;
      const lossOfWeights = (...tensors: Tensor[]): Scalar => {
        const byName = new Map(names.map((name, i) => [name, tensors[i]]));
        const outcome = this.lossOf(batch, byName, (unit, input) =>
          means.set(kernelName(unit), tf.keep(input.mean([0, 1, 2]))),
        );
        predicted = tf.keep(outcome.predicted);
        return outcome.loss;
      };
      return { ...tf.valueAndGrads(lossOfWeights)([...this.tensors().values()]), predicted };
    });
    const gradients = await this.takeAll(new Map(names.map((name, i) => [name, grads[i]])));
    const inputMeans = await this.takeAll(means);
    return { result: await this.read(batch, value as Scalar, predicted), gradients, inputMeans };
  }

  /** The parameters as they are now. */
  private tensors(): Map<string, Tensor> {
    return new Map(
      this.parameters.map(({ name, values, shape }) => [name, this.tf.tensor(values, [...shape])]),
    );
  }

  private lossOf(batch: Batch, tensors: ReadonlyMap<string, Tensor>, observe?: Observe) {
    const embeddings = this.embeddingsOf(batch, tensors, observe);
    const labels = this.tf.tensor1d(batch.labels, 'int32');
    const centres = tensors.get('head') as Tensor2D;
    return { ...cosineSoftmax(this.tf, embeddings, centres, labels, this.options.head), embeddings };
  }

  private embeddingsOf(
    { features, labels }: Batch,
    tensors: ReadonlyMap<string, Tensor>,
    observe?: Observe,
  ): Tensor2D {
    const { tf } = this;
    const { suffix, featureShape } = this.options;
    const planes = tf.tensor4d(fromFloat16(features), [labels.length, ...featureShape]);
    const images = planes.transpose<Tensor4D>([0, 2, 3, 1]);
    return forward(tf, suffix, tensors, images, observe).mean<Tensor2D>([1, 2]);
  }

  private async read({ labels }: Batch, loss: Scalar, predicted: Tensor1D): Promise<BatchResult> {
    const [lossValue] = await this.take(loss);
    const classes = await this.take(predicted);
    return { loss: lossValue, correct: labels.filter((label, i) => classes[i] === label).length };
  }

  private async takeAll(tensors: ReadonlyMap<string, Tensor>): Promise<Map<string, Float32Array>> {
    const taken = [...tensors].map(async ([name, tensor]) => [name, await this.take(tensor)] as const);
    return new Map(await Promise.all(taken));
  }

  /** The numbers of a tensor, which is freed. */
  private async take(tensor: Tensor): Promise<Float32Array> {
    const numbers = await tensor.data<'float32'>();
    tensor.dispose();
    return numbers;
  }
}
