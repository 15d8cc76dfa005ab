import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { cellChannels, cellCount, cellScale, weightyCells } from '../network/cells';
import { Graph } from '../network/graph';
import { openSession } from '../network/session';

const cellsSize = cellCount * cellChannels;
const allCells = Array.from({ length: cellCount }, (_, cell) => cell);
/** What is added to a signed byte to make it an unsigned one. */
const byteOffset = 128;

interface Matcher {
  session: InferenceSession;
  /** It takes references as unsigned bytes. */
  unsigned: boolean;
}
let matcher: Promise<Matcher> | undefined;

/**
 * How well each cell of a photo that counts is found in each reference: its best cosine with any cell there.
 * @param query [cells, channels] of one photo
 * @param references [cells, channels] of each of m references
 * @returns [m, weightyCells]
 */
export async function matchCells(query: Int8Array, references: readonly Int8Array[]): Promise<Float32Array> {
  return match(await theMatcher(), query, references);
}

/** One that could not be opened is tried again the next time. */
function theMatcher(): Promise<Matcher> {
  if (!matcher) (matcher = openMatcher()).catch(() => (matcher = undefined));
  return matcher;
}

async function match(
  { session, unsigned }: Matcher,
  query: Int8Array,
  references: readonly Int8Array[],
): Promise<Float32Array> {
  const bytes = joined(references);
  const shape = [references.length * cellCount, cellChannels];
  const feeds = {
    query: new Tensor('int8', query, [cellCount, cellChannels]),
    references: unsigned
      ? new Tensor('uint8', toUnsigned(bytes), shape)
      : new Tensor('int8', new Int8Array(bytes.buffer), shape),
  };
  return (await session.run(feeds)).best.data as Float32Array;
}

/** In whole numbers, four times as fast, where the processor gets them right. */
async function openMatcher(): Promise<Matcher> {
  const inBytes = { session: await openSession(byteModel()), unsigned: true };
  if (await isExact(inBytes)) return inBytes;
  await inBytes.session.release();
  return { session: await openSession(matchModel(weightyCells)), unsigned: false };
}

/** Without VNNI, x86 adds two products of bytes in 16 bits, which the largest do not fit. */
async function isExact(matcher: Matcher): Promise<boolean> {
  const largest = new Int8Array(cellsSize).fill(127);
  const found = await match(matcher, largest, [largest]);
  return found.every((cosine) => cosine === (cellChannels * 127 ** 2) / cellScale ** 2);
}

/** `query` int8 [cells, channels] and `references` int8 [m · cells, channels] → `best` float32 [m, `wanted`], of these cells. */
export function matchModel(wanted: readonly number[] = allCells): Uint8Array {
  const graph = new Graph('match-cells');
  const query = graph.cast(chosenCells(graph, wanted), 'float32');
  const references = graph.cast(graph.input('references', 'int8', ['rows', cellChannels]), 'float32');
  return bestOf(graph, graph.add('MatMul', [references, query]), wanted.length);
}

/** The same of the cells that count, in whole numbers; `references` uint8, each 128 higher. */
function byteModel(): Uint8Array {
  const graph = new Graph('match-bytes');
  const query = chosenCells(graph, weightyCells);
  const references = graph.input('references', 'uint8', ['rows', cellChannels]);
  const zero = graph.constant('zero', [], Uint8Array.of(byteOffset));
  const products = graph.add('MatMulInteger', [references, query, zero]);
  return bestOf(graph, graph.cast(products, 'float32'), weightyCells.length);
}

/** int8 [channels, `wanted`] */
function chosenCells(graph: Graph, wanted: readonly number[]): string {
  const cells = graph.input('query', 'int8', [cellCount, cellChannels]);
  const chosen = graph.add('Gather', [cells, graph.int64s(wanted)], { axis: 0 });
  return graph.add('Transpose', [chosen], { perm: [1, 0] });
}

/** `products` float32 [m · cells, `wanted`] */
function bestOf(graph: Graph, products: string, wanted: number): Uint8Array {
  const shape = graph.int64s([-1, cellCount, wanted]);
  const most = graph.add('ReduceMax', [graph.add('Reshape', [products, shape]), graph.int64s([1])], {
    keepdims: 0,
  });
  const best = graph.add('Div', [most, graph.scalar(cellScale * cellScale)]);
  graph.output('best', best, 'float32', ['references', wanted]);
  return graph.build();
}

function joined(parts: readonly Int8Array[]): Uint8Array {
  const out = new Uint8Array(parts.length * cellsSize);
  parts.forEach((part, i) => out.set(new Uint8Array(part.buffer, part.byteOffset, cellsSize), i * cellsSize));
  return out;
}

/** 128 more is the other sign bit; four bytes at once, in place. */
function toUnsigned(bytes: Uint8Array): Uint8Array {
  const words = new Uint32Array(bytes.buffer);
  for (let i = 0; i < words.length; i++) words[i] ^= 0x80808080;
  return bytes;
}
