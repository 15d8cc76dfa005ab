import { Graph } from './graph';
import { featureShape } from './mobilenet';

/**
 * Local descriptors: what a photo shows, cell by cell. Where things are and what is printed on them is lost in the
 * global average pool; these keep it. A cell holds the standardized, unit-length channels of two feature maps.
 */

/** The feature maps are the inputs of these blocks, 14 × 14. */
export const cellTaps = ['block_8', 'block_13'] as const;

/** The feature maps' outermost cells see mostly padding and are left out. */
const mapSide = 14;
const margin = 1;
const side = mapSide - 2 * margin;

export const cellCount = side * side;
export const cellChannels = cellTaps.reduce((sum, tap) => sum + featureShape(tap)[0], 0);

/** A stored number is this many times the true one, so that eight bits hold it: true ones are rarely above 0.5. */
export const cellScale = 256;

/** Mean and standard deviation of every channel over ordinary photos; [channels of all taps]. */
export interface CellStatistics {
  mean: Float32Array;
  deviation: Float32Array;
}

/** How much each of a photo's cells counts when it is looked for: the middle most, the rim not at all. Sums to 1. */
export const cellWeights: Float32Array = weigh();

/** The cells that count. */
export const weightyCells: readonly number[] = [...cellWeights.keys()].filter(
  (cell) => cellWeights[cell] > 0,
);

function weigh(): Float32Array {
  const inner = side - 2;
  const weights = Float32Array.from({ length: cellCount }, (_, i) => {
    const [row, column] = [Math.floor(i / side) - 1, (i % side) - 1];
    if (Math.min(row, column) < 0 || Math.max(row, column) >= inner) return 0;
    const [y, x] = [row, column].map((at) => (2 * at) / (inner - 1) - 1);
    return Math.exp(-2 * (x * x + y * y));
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Adds the descriptors to a graph. `maps`: the taps' values, float32 [batch, channels, 14, 14].
 * @returns int8 [batch, cells, channels]; each tap's share of a cell has length 1/√taps, times `cellScale`
 */
export function addCells(graph: Graph, maps: readonly string[], { mean, deviation }: CellStatistics): string {
  let from = 0;
  const parts = maps.map((map, i) => {
    const [channels] = featureShape(cellTaps[i]);
    const of = (name: string, data: Float32Array) =>
      graph.constant(`cells/${cellTaps[i]}/${name}`, [channels, 1, 1], data.slice(from, from + channels));
    const centred = graph.add('Sub', [map, of('mean', mean)]);
    const standardized = graph.add('Div', [centred, of('deviation', deviation)]);
    from += channels;
    const inner = graph.add('Slice', [
      standardized,
      graph.int64s([margin, margin]),
      graph.int64s([mapSide - margin, mapSide - margin]),
      graph.int64s([2, 3]),
    ]);
    return graph.add('LpNormalization', [inner], { axis: 1, p: 2 });
  });
  const scaled = graph.add('Mul', [
    graph.add('Concat', parts, { axis: 1 }),
    graph.scalar(cellScale / Math.sqrt(maps.length)),
  ]);
  const flat = graph.add('Reshape', [scaled, graph.int64s([0, cellChannels, cellCount])]);
  const cells = graph.add('Transpose', [flat], { perm: [0, 2, 1] });
  const rounded = graph.add('Round', [cells]);
  return graph.cast(graph.add('Clip', [rounded, graph.scalar(-127), graph.scalar(127)]), 'int8');
}
