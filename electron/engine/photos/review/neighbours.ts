import { Tensor } from 'onnxruntime-node';
import { Graph } from '../../network/graph';
import { openSession } from '../../network/session';
import { embeddingSize } from '../../network/unit';

const rowsAtOnce = 512;

/** A photo's nearest others, nearest first. */
export interface Neighbours {
  index: Int32Array;
  cosine: Float32Array;
}

/**
 * The `count` nearest of all other photos for each photo, exactly, by the cosine of their embeddings.
 * @param embeddings one a photo, 1280 numbers of unit length
 */
export async function nearestNeighbours(
  embeddings: readonly Float32Array[],
  count: number,
  onProgress: (done: number) => void = () => {},
): Promise<Neighbours[]> {
  const found = Math.min(count, embeddings.length - 1);
  if (found < 1) return embeddings.map(() => ({ index: new Int32Array(), cosine: new Float32Array() }));
  const session = await openSession(nearestModel(found + 1));
  try {
    const all = joined(embeddings);
    const everything = new Tensor('float32', all, [embeddings.length, embeddingSize]);
    const out: Neighbours[] = [];
    for (let start = 0; start < embeddings.length; start += rowsAtOnce) {
      const rows = all.subarray(start * embeddingSize, (start + rowsAtOnce) * embeddingSize);
      const query = new Tensor('float32', rows, [rows.length / embeddingSize, embeddingSize]);
      const { index, cosine } = await session.run({ query, all: everything });
      out.push(...withoutThemselves(index.data as BigInt64Array, cosine.data as Float32Array, start, found));
      onProgress(out.length);
    }
    return out;
  } finally {
    await session.release();
  }
}

/** A photo is its own nearest neighbour, or as near as its copies are. */
function withoutThemselves(
  index: BigInt64Array,
  cosine: Float32Array,
  start: number,
  count: number,
): Neighbours[] {
  const width = count + 1;
  return Array.from({ length: index.length / width }, (_, row) => {
    const others = Array.from({ length: width }, (_, i) => row * width + i).filter(
      (at) => Number(index[at]) !== start + row,
    );
    const kept = others.slice(0, count);
    return {
      index: Int32Array.from(kept, (at) => Number(index[at])),
      cosine: Float32Array.from(kept, (at) => cosine[at]),
    };
  });
}

/** `query` [q, 1280] and `all` [n, 1280] → `cosine` and `index` [q, count], nearest first. */
function nearestModel(count: number): Uint8Array {
  const graph = new Graph('nearest-neighbours');
  const query = graph.input('query', 'float32', ['queries', embeddingSize]);
  const all = graph.input('all', 'float32', ['photos', embeddingSize]);
  const products = graph.add('MatMul', [query, graph.add('Transpose', [all], { perm: [1, 0] })]);
  const [cosine, index] = graph.addMany('TopK', [products, graph.int64s([count])], 2, { axis: 1 });
  graph.output('cosine', cosine, 'float32', ['queries', count]);
  graph.output('index', index, 'int64', ['queries', count]);
  return graph.build();
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.length * embeddingSize);
  parts.forEach((part, i) => out.set(part, i * embeddingSize));
  return out;
}
