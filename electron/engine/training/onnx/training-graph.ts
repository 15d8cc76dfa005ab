import { Graph } from '../../network/graph';
import { kernelShape } from '../../network/mobilenet';
import { embeddingSize, type Unit } from '../../network/unit';
import { biasName, kernelName } from '../parameters';
import type { StepperOptions } from '../stepper';
import { cosineSoftmax, cosineSoftmaxGradient } from './cosine-softmax';
import { Builder } from './layout';
import { backward, forward } from './suffix';

/** Name of the output that holds a tensor's gradient. */
export const gradientName = (tensor: string) => `gradient of ${tensor}`;
/** Name of the output that holds the mean of what a kernel is applied to. */
export const inputMeanName = (kernel: string) => `input mean of ${kernel}`;

/**
 * A model of one batch, of plain ONNX operators, every weight being an input, so that nothing is rebuilt between
 * steps. Inputs: `features` float16 [batch, channels, height, width], `labels` int64 [batch], `weights`
 * [batch, 1] (1/n, or 0 for padding), `head` [classes, 1280], and every kernel and bias. Outputs: `loss` [],
 * `predicted` int64 [batch], `embeddings` [batch, 1280] and, with `gradients`, the gradient of
 * every weight and the mean of every unit's input, [in].
 */
export function trainingGraph(options: StepperOptions, gradients: boolean): Uint8Array {
  const { suffix, featureShape, classes, batchSize, head } = options;
  const graph = new Graph(gradients ? 'training' : 'evaluation');
  const builder = new Builder(graph, batchSize);
  const [channels, side] = featureShape;
  const input = { name: channelsFirst(builder, featureShape), channels, side };
  const { output, traces } = forward(builder, suffix, input);
  const pixels = output.side ** 2;
  const embeddings = pool(builder, output.name, pixels);
  const inputs = {
    embeddings,
    centres: graph.input('head', 'float32', [classes, embeddingSize]),
    labels: graph.input('labels', 'int64', [batchSize]),
    weights: graph.input('weights', 'float32', [batchSize, 1]),
  };
  const result = cosineSoftmax(builder, inputs, classes, head);
  graph.output('loss', result.loss, 'float32', []);
  graph.output('predicted', result.predicted, 'int64', [batchSize]);
  graph.output('embeddings', embeddings, 'float32', [batchSize, embeddingSize]);
  if (!gradients) return graph.build();
  const towards = cosineSoftmaxGradient(builder, result, head);
  graph.output(gradientName('head'), towards.centres, 'float32', [classes, embeddingSize]);
  if (suffix.length === 0) return graph.build();
  const unpooled = unpool(builder, towards.embeddings, pixels);
  declareGradients(builder, suffix, backward(builder, traces, unpooled));
  for (const { unit, input } of traces) {
    const mean = meanOfPhotos(builder, input, unit.inChannels, inputs.weights);
    graph.output(inputMeanName(kernelName(unit)), mean, 'float32', [unit.inChannels]);
  }
  return graph.build();
}

/** Of each channel, without the empty photos of a short batch: [channels, batch · pixels] → [channels] */
function meanOfPhotos(builder: Builder, input: string, channels: number, weights: string): string {
  const { graph, batch } = builder;
  const apart = builder.reshape(input, [channels, batch, -1]);
  const perPhoto = graph.add('ReduceMean', [apart, graph.int64s([2])], { keepdims: 0 });
  return builder.reshape(graph.add('MatMul', [perPhoto, weights]), [channels]);
}

/** float16 [batch, channels, height, width] → float32 [channels, batch · height · width] */
function channelsFirst(builder: Builder, shape: StepperOptions['featureShape']): string {
  const features = builder.graph.input('features', 'float16', [builder.batch, ...shape]);
  const single = builder.graph.cast(features, 'float32');
  return builder.matrix(builder.graph.add('Transpose', [single], { perm: [1, 0, 2, 3] }), shape[0]);
}

/** Global average pool: [1280, batch · pixels] → [batch, 1280] */
function pool(builder: Builder, activations: string, pixels: number): string {
  const { graph, batch } = builder;
  const apart = builder.reshape(activations, [embeddingSize, batch, pixels]);
  const mean = graph.add('ReduceMean', [apart, graph.int64s([2])], { keepdims: 0 });
  return graph.add('Transpose', [mean], { perm: [1, 0] });
}

/** The gradient of the pool: [batch, 1280] → [1280, batch · pixels] */
function unpool(builder: Builder, gradient: string, pixels: number): string {
  const { graph, batch } = builder;
  const share = graph.add('Div', [gradient, graph.scalar(pixels)]);
  const column = builder.reshape(graph.add('Transpose', [share], { perm: [1, 0] }), [
    embeddingSize,
    batch,
    1,
  ]);
  const spread = graph.add('Expand', [column, graph.int64s([embeddingSize, batch, pixels])]);
  return builder.matrix(spread, embeddingSize);
}

function declareGradients(builder: Builder, suffix: readonly Unit[], gradients: ReadonlyMap<string, string>) {
  for (const unit of suffix) {
    const declare = (tensor: string, shape: number[]) =>
      builder.graph.output(
        gradientName(tensor),
        builder.reshape(gradients.get(tensor)!, shape),
        'float32',
        shape,
      );
    declare(kernelName(unit), kernelShape(unit));
    declare(biasName(unit), [unit.outChannels]);
  }
}
