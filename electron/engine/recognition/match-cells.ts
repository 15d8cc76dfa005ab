import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { cellChannels, cellCount, cellScale, weightyCells } from '../network/cells';
import { Graph } from '../network/graph';
import { openSession } from '../network/session';

const cellsSize = cellCount * cellChannels;
const allCells = Array.from({ length: cellCount }, (_, cell) => cell);
let session: Promise<InferenceSession> | undefined;

/**
 * How well each cell of a photo that counts is found in each reference: its best cosine with any cell there.
 * @param query [cells, channels] of one photo
 * @param references [m, cells, channels]
 * @returns [m, weightyCells]
 */
export async function matchCells(query: Int8Array, references: Int8Array): Promise<Float32Array> {
  session ??= openSession(matchModel(weightyCells));
  const count = references.length / cellsSize;
  const feeds = {
    query: new Tensor('int8', query, [cellCount, cellChannels]),
    references: new Tensor('int8', references, [count * cellCount, cellChannels]),
  };
  return (await (await session).run(feeds)).best.data as Float32Array;
}

/** `query` int8 [cells, channels] and `references` int8 [m · cells, channels] → `best` float32 [m, `wanted`], of these cells. */
export function matchModel(wanted: readonly number[] = allCells): Uint8Array {
  const graph = new Graph('match-cells');
  const cells = graph.input('query', 'int8', [cellCount, cellChannels]);
  const query = graph.cast(graph.add('Gather', [cells, graph.int64s(wanted)], { axis: 0 }), 'float32');
  const references = graph.cast(graph.input('references', 'int8', ['rows', cellChannels]), 'float32');
  const scaled = graph.add('Div', [query, graph.scalar(cellScale * cellScale)]);
  const products = graph.add('MatMul', [references, graph.add('Transpose', [scaled], { perm: [1, 0] })]);
  const shape = graph.int64s([-1, cellCount, wanted.length]);
  const best = graph.add('ReduceMax', [graph.add('Reshape', [products, shape]), graph.int64s([1])], {
    keepdims: 0,
  });
  graph.output('best', best, 'float32', ['references', wanted.length]);
  return graph.build();
}
