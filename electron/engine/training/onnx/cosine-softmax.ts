import type { Head } from '@shared/recipe';
import type { Graph } from '../../network/graph';
import { tinySquare } from '../heads/margin';
import type { Builder } from './layout';
import { margin } from './margin';

interface Forward {
  /** Scalar: Σ weight · cross-entropy. */
  loss: string;
  /** [n]: the class of the largest cosine. */
  predicted: string;
  embeddings: Normalized;
  centres: Normalized;
  /** [n, classes] */
  ownClass: string;
  logits: string;
  slope: string;
  weights: string;
}

interface Normalized {
  unit: string;
  norm: string;
  /** Divided by the norm of all rows, not each by its own. */
  together: boolean;
}

/** `cosineSoftmax` as graph nodes: `labels` is int64 [n], `weights` [n, 1] is 1/n, or 0 for padding. */
export function cosineSoftmax(
  builder: Builder,
  inputs: { embeddings: string; centres: string; labels: string; weights: string },
  classes: number,
  head: Head,
): Forward {
  const { graph } = builder;
  const { weights } = inputs;
  const embeddings =
    head.normalization === 'batch'
      ? normalizeTogether(builder, inputs.embeddings, weights)
      : normalize(builder, inputs.embeddings);
  const centres = normalize(builder, inputs.centres);
  const cosines = graph.add('Gemm', [embeddings.unit, centres.unit], { transB: 1 });
  const ownClass = oneHot(graph, inputs.labels, classes);
  const own = builder.sum(graph.add('Mul', [cosines, ownClass]), 1, 1);
  const { value, slope } = margin(graph, own, head);
  const change = graph.add('Mul', [ownClass, graph.add('Sub', [value, own])]);
  const logits = graph.add('Mul', [graph.add('Add', [cosines, change]), graph.scalar(head.s)]);
  const logProbabilities = graph.add('LogSoftmax', [logits], { axis: 1 });
  const weighted = graph.add('Mul', [graph.add('Mul', [logProbabilities, ownClass]), weights]);
  const loss = graph.add('Neg', [graph.add('ReduceSum', [weighted], { keepdims: 0 })]);
  const predicted = graph.add('ArgMax', [cosines], { axis: 1, keepdims: 0 });
  return { loss, predicted, embeddings, centres, ownClass, logits, slope, weights };
}

/** Gradients of the loss with respect to embeddings [n, size] and centres [classes, size]. */
export function cosineSoftmaxGradient(
  builder: Builder,
  forward: Forward,
  { s }: Head,
): { embeddings: string; centres: string } {
  const { graph } = builder;
  const { ownClass, embeddings, centres } = forward;
  const probabilities = graph.add('Softmax', [forward.logits], { axis: 1 });
  const error = graph.add('Mul', [graph.add('Sub', [probabilities, ownClass]), forward.weights]);
  const extra = graph.add('Mul', [ownClass, graph.add('Sub', [forward.slope, graph.scalar(1)])]);
  const slopes = graph.add('Mul', [graph.add('Add', [extra, graph.scalar(1)]), graph.scalar(s)]);
  const cosines = graph.add('Mul', [error, slopes]);
  return {
    embeddings: throughNormalization(builder, graph.add('Gemm', [cosines, centres.unit]), embeddings),
    centres: throughNormalization(
      builder,
      graph.add('Gemm', [cosines, embeddings.unit], { transA: 1 }),
      centres,
    ),
  };
}

const normalize = (builder: Builder, rows: string) =>
  divide(builder.graph, rows, squares(builder, rows), false);

/** Of a batch that is filled up, the rows that count: those of weight above 0. */
function normalizeTogether(builder: Builder, rows: string, weights: string): Normalized {
  const { graph } = builder;
  const counted = graph.add('Mul', [squares(builder, rows), graph.add('Sign', [weights])]);
  return divide(graph, rows, builder.sum(counted, 0, 1), true);
}

/** [n, 1]: the sum of each row's squares. */
const squares = (builder: Builder, rows: string) => builder.sum(builder.graph.add('Mul', [rows, rows]), 1, 1);

function divide(graph: Graph, rows: string, square: string, together: boolean): Normalized {
  const norm = graph.add('Sqrt', [graph.add('Add', [square, graph.scalar(tinySquare)])]);
  return { unit: graph.add('Div', [rows, norm]), norm, together };
}

/** The gradient of x/|x| takes away what points along x, and divides by |x|. */
function throughNormalization(builder: Builder, gradient: string, normalized: Normalized): string {
  const { graph } = builder;
  const { unit, norm, together } = normalized;
  const alongEach = builder.sum(graph.add('Mul', [gradient, unit]), 1, 1);
  const along = together ? builder.sum(alongEach, 0, 1) : alongEach;
  return graph.add('Div', [graph.add('Sub', [gradient, graph.add('Mul', [unit, along])]), norm]);
}

function oneHot(graph: Graph, labels: string, classes: number): string {
  const offOn = graph.constant('off-on', [2], Float32Array.of(0, 1));
  return graph.add('OneHot', [labels, graph.int64s([classes]), offOn], { axis: -1 });
}
