import type { Candidate } from '@shared/domain';
import { cellCount, cellWeights } from '../network/cells';
import { matchCells } from './match-cells';
import { scoreOf } from './score';

/** What a photo is recognised by. */
export interface Descriptor {
  /** Unit length. */
  embedding: Float32Array;
  /** [cells, channels] */
  cells: Int8Array;
}

/** A registered photo. */
export interface Reference extends Descriptor {
  productId: number;
  name: string;
  photoId: string;
}

/** Products whose cells are compared: those whose embeddings are nearest. */
export const shortlistSize = 32;

interface Entry {
  references: Reference[];
  /** The best cosine of its references' embeddings. */
  cosine: number;
}

/** The registered photos of all products. Nothing is trained when one is added. */
export class Gallery {
  private readonly byProduct = new Map<number, Reference[]>();

  constructor(readonly references: readonly Reference[]) {
    for (const reference of references) {
      const own = this.byProduct.get(reference.productId);
      if (own) own.push(reference);
      else this.byProduct.set(reference.productId, [reference]);
    }
  }

  /**
   * The products most like a photo, best first. Every cell of the photo looks for its like among all references of a
   * product, so that one may show what another hides (image-to-class matching: Boiman et al., CVPR 2008; Li et al.,
   * CVPR 2019). See `scoreOf` for what the score says.
   */
  async nearest(query: Descriptor, limit = 5): Promise<Candidate[]> {
    const entries = this.shortlist(query.embedding);
    if (!entries.length) return [];
    const references = entries.flatMap((entry) => entry.references);
    const best = await matchCells(query.cells, joined(references.map(({ cells }) => cells)));
    let at = 0;
    const candidates = entries.map((entry) => {
      const rows = best.subarray(at * cellCount, (at += entry.references.length) * cellCount);
      return candidateOf(entry, rows);
    });
    return candidates.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  private shortlist(embedding: Float32Array): Entry[] {
    return [...this.byProduct.values()]
      .map((references) => ({
        references,
        cosine: Math.max(...references.map((one) => dot(embedding, one.embedding))),
      }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, shortlistSize);
  }
}

/** `rows`: [references, cells], the best cosine of each of the photo's cells in each reference. */
function candidateOf({ references, cosine }: Entry, rows: Float32Array): Candidate {
  const found = Float32Array.from(cellWeights, (_, cell) =>
    Math.max(...references.map((_one, i) => rows[i * cellCount + cell])),
  );
  const ofReference = references.map((_, i) => dot(cellWeights, rows.subarray(i * cellCount)));
  const [{ productId, name }] = references;
  return {
    productId,
    name,
    score: scoreOf(dot(cellWeights, found), cosine),
    photoId: references[ofReference.indexOf(Math.max(...ofReference))].photoId,
  };
}

function joined(parts: readonly Int8Array[]): Int8Array {
  const out = new Int8Array(parts.length * parts[0].length);
  parts.forEach((part, i) => out.set(part, i * part.length));
  return out;
}

/** Scales a vector to unit length, in place; a zero vector stays zero. */
export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return vector;
}

/** Of the first vector's length. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
