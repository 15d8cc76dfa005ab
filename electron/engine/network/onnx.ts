import type { Backbone } from './backbone';
import { addCells, cellChannels, cellCount, cellTaps } from './cells';
import { Graph } from './graph';
import type { Precision } from './precision';
import { kernelShape, mobilenet, outputShape, splitAt } from './mobilenet';
import { embeddingSize, imageSize, type Unit, type UnitWeights, type Weights } from './unit';

/** Inference models in ONNX. Input `image`: uint8 RGB [batch, 224, 224, 3]. */

/**
 * Outputs `embedding`: float32 [batch, 1280], the global average pool of the last convolution, and `cells`: int8
 * [batch, cells, channels], the local descriptors (see `addCells`). Those always come from the backbone's layers,
 * whatever the weights in use were trained for; blocks that both have alike run once.
 */
export function descriptorModel(weights: Weights, backbone: Backbone, precision?: Precision): Uint8Array {
  const graph = new Graph('mobilenetv2', precision);
  const image = addImage(graph);
  const inputOf = new Map<string, string>([[mobilenet[0].block, image]]);
  const lastTap = cellTaps[cellTaps.length - 1];
  const middle = addUnits(graph, splitAt(lastTap).prefix, backbone.weights, image, {
    onBlock: (block, value) => inputOf.set(block, value),
  });
  inputOf.set(lastTap, middle);
  const taps = cellTaps.map((tap) => inputOf.get(tap)!);
  graph.output('cells', addCells(graph, taps, backbone.cells), 'int8', ['batch', cellCount, cellChannels]);
  const own = firstOwnBlock(weights, backbone.weights, lastTap);
  const rest = splitAt(own).suffix;
  addEmbedding(graph, addUnits(graph, rest, weights, inputOf.get(own)!, { namespace: 'model/' }));
  return graph.build();
}

/** The first block whose weights are not the backbone's; `last` where it is no earlier one. */
function firstOwnBlock(weights: Weights, backbone: Weights, last: string): string {
  const { prefix } = splitAt(last);
  return prefix.find(({ name }) => !sameUnit(weights.get(name)!, backbone.get(name)!))?.block ?? last;
}

const sameUnit = (a: UnitWeights, b: UnitWeights) =>
  sameNumbers(a.kernel, b.kernel) && sameNumbers(a.bias, b.bias);
const sameNumbers = (a: Float32Array, b: Float32Array) => a === b || a.every((value, i) => value === b[i]);

function addEmbedding(graph: Graph, features: string): void {
  const pooled = graph.add('ReduceMean', [features, graph.int64s([2, 3])], { keepdims: 0 });
  graph.output('embedding', pooled, 'float32', ['batch', embeddingSize]);
}

/** Output `features`: float16 [batch, channels, height, width] behind the last of `prefix`. */
export function prefixModel(prefix: readonly Unit[], weights: Weights): Uint8Array {
  const graph = new Graph('mobilenetv2-prefix');
  const features = addUnits(graph, prefix, weights, addImage(graph));
  graph.output('features', graph.cast(features, 'float16'), 'float16', ['batch', ...outputShape(prefix)]);
  return graph.build();
}

/** Declares the image, uint8 [batch, side, side, 3], and brings it to float32 [batch, 3, side, side] in [-1, 1]. */
export function addImage(graph: Graph, batch: number | string = 'batch', side = imageSize): string {
  const image = graph.input('image', 'uint8', [batch, side, side, 3]);
  const planes = graph.add('Transpose', [graph.cast(image, 'float32')], { perm: [0, 3, 1, 2] });
  return graph.add('Sub', [graph.add('Div', [planes, graph.scalar(127.5)]), graph.scalar(1)]);
}

interface UnitOptions {
  /** Told every block's name and input. */
  onBlock?: (block: string, input: string) => void;
  /** In front of the names of the weights, where a graph holds two sets. */
  namespace?: string;
}

/** Adds units in order, with the blocks' residual joins. Returns the last one's output. */
function addUnits(
  graph: Graph,
  units: readonly Unit[],
  weights: Weights,
  input: string,
  { onBlock, namespace = '' }: UnitOptions = {},
): string {
  let x = input;
  let blockInput = input;
  units.forEach((unit, i) => {
    if (unit.block !== units[i - 1]?.block) {
      blockInput = x;
      onBlock?.(unit.block, x);
    }
    x = addUnit(graph, unit, weights.get(unit.name)!, x, namespace);
    if (unit.joinsBlockInput) x = graph.add('Add', [x, blockInput]);
  });
  return x;
}

function addUnit(
  graph: Graph,
  unit: Unit,
  { kernel, bias }: UnitWeights,
  x: string,
  namespace: string,
): string {
  const inputs = [
    x,
    graph.constant(`${namespace}${unit.name}/kernel`, kernelShape(unit), kernel),
    graph.constant(`${namespace}${unit.name}/bias`, [unit.outChannels], bias),
  ];
  const convolved = graph.add('Conv', inputs, {
    group: unit.kind === 'depthwise' ? unit.inChannels : 1,
    strides: [unit.stride, unit.stride],
    pads: samePads(unit),
  });
  if (unit.activation === 'linear') return convolved;
  return graph.add('Clip', [convolved, graph.scalar(0), graph.scalar(6)]);
}

/** [top, left, bottom, right] of TF's SAME padding; with stride 2 an even size is padded below and right only. */
function samePads(unit: Unit): [number, number, number, number] {
  if (unit.kind === 'pointwise') return [0, 0, 0, 0];
  return unit.stride === 2 ? [0, 0, 1, 1] : [1, 1, 1, 1];
}
