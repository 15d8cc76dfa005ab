import { Graph } from '../../electron/engine/network/graph';
import { addImage } from '../../electron/engine/network/onnx';
import type { Precision } from '../../electron/engine/network/precision';
import { detectorSide, packaging } from '../../electron/engine/detector/packaging';
import { converter } from './convert';
import { readGraph, type TensorflowGraph } from './tensorflow-graph';

/** The object detection API's box coder: centres count ten times, sizes' logarithms five times. */
const centreScale = 10;
const sizeScale = 5;
/** One answer for what overlaps by more than this (Jaccard), whatever it was taken for. */
const overlap = 0.5;
const most = 100;
const featureMaps = 6;
const cocoClasses = 91;

/**
 * SSDLite-MobileNetV2 (Sandler et al., CVPR 2018; Liu et al., SSD, ECCV 2016), trained on COCO, from TensorFlow.js to
 * ONNX, with the decoding of its boxes and non-maximum suppression over the kinds of packaging.
 *
 * Inputs: `image` uint8 [1, 300, 300, 3], stretched to fit; `threshold` float32 [1]. Outputs, likeliest first: `boxes`
 * float32 [n, 4] as top, left, bottom, right in shares of the photo, `scores` float32 [n] and `kinds` int64 [n], places in `packaging`.
 */
export default async function makeDetector(
  json: string,
  read: (path: string) => Promise<Uint8Array>,
  precision: Precision = 'float16',
): Promise<Uint8Array> {
  const source = await readGraph(json, read);
  const graph = new Graph('ssdlite-mobilenetv2', precision);
  const value = converter(source, graph, new Map([['Preprocessor/sub', addImage(graph, 1, detectorSide)]]));
  const encoded = concatenated(graph, value, 'BoxEncodingPredictor', 4);
  const logits = concatenated(graph, value, 'ClassPredictor', cocoClasses);
  addSuppression(graph, decoded(graph, source, encoded), addScores(graph, logits));
  return graph.build();
}

/** What a predictor says of all places of all feature maps: [1, 1917, size]. */
function concatenated(graph: Graph, value: (name: string) => string, predictor: string, size: number) {
  const parts = Array.from({ length: featureMaps }, (_, map) => {
    const planes = value(`BoxPredictor_${map}/${predictor}/BiasAdd`);
    const pixels = graph.add('Transpose', [planes], { perm: [0, 2, 3, 1] });
    return graph.add('Reshape', [pixels, graph.int64s([1, -1, size])]);
  });
  return graph.add('Concat', parts, { axis: 1 });
}

/** Boxes from their encodings and the anchors: top, left, bottom, right. [1, 1917, 4] */
function decoded(graph: Graph, { tensor }: TensorflowGraph, encoded: string): string {
  const { data } = tensor('Postprocessor/ExpandDims');
  const count = data.length / 4;
  const anchors = (of: (anchor: Float64Array) => [number, number]) =>
    Float32Array.from(
      { length: count * 2 },
      (_, i) => of(data.subarray((i >> 1) * 4, (i >> 1) * 4 + 4))[i & 1],
    );
  const sizes = graph.constant(
    'anchors/sizes',
    [1, count, 2],
    anchors(([t, l, b, r]) => [b - t, r - l]),
  );
  const centres = graph.constant(
    'anchors/centres',
    [1, count, 2],
    anchors(([t, l, b, r]) => [(t + b) / 2, (l + r) / 2]),
  );
  const [offsets, logs] = graph.addMany('Split', [encoded, graph.int64s([2, 2])], 2, { axis: 2 });
  const shift = graph.add('Mul', [graph.add('Div', [offsets, graph.scalar(centreScale)]), sizes]);
  const centre = graph.add('Add', [shift, centres]);
  const size = graph.add('Mul', [
    graph.add('Exp', [graph.add('Div', [logs, graph.scalar(sizeScale)])]),
    sizes,
  ]);
  const half = graph.add('Div', [size, graph.scalar(2)]);
  return graph.add('Concat', [graph.add('Sub', [centre, half]), graph.add('Add', [centre, half])], {
    axis: 2,
  });
}

/** Likelihoods of the kinds of packaging. [1, 1917, kinds] */
function addScores(graph: Graph, logits: string): string {
  const kinds = graph.int64s(packaging.map(({ coco }) => coco));
  return graph.add('Sigmoid', [graph.add('Gather', [logits, kinds], { axis: 2 })]);
}

function addSuppression(graph: Graph, boxes: string, scores: string): void {
  const best = graph.add('ReduceMax', [scores, graph.int64s([2])], { keepdims: 0 });
  const threshold = graph.input('threshold', 'float32', [1]);
  const kept = graph.add('NonMaxSuppression', [
    boxes,
    graph.add('Unsqueeze', [best, graph.int64s([1])]),
    graph.int64s([most]),
    graph.constant('overlap', [1], new Float32Array([overlap])),
    threshold,
  ]);
  // [kept, 3]: photo, class and place, of which only the place differs.
  const places = graph.add('Gather', [kept, graph.constant('place', [], BigInt64Array.of(2n))], { axis: 1 });
  const output = (name: string, of: string, type: 'float32' | 'int64', rest: number[]) => {
    const all = graph.add('Squeeze', [of, graph.int64s([0])]);
    graph.output(name, graph.add('Gather', [all, places], { axis: 0 }), type, ['found', ...rest]);
  };
  output('boxes', boxes, 'float32', [4]);
  output('scores', best, 'float32', []);
  output('kinds', graph.add('ArgMax', [scores], { axis: 2, keepdims: 0 }), 'int64', []);
}
