import type { Candidate } from '@shared/domain';

/** A registered photo. */
export interface Reference {
  productId: number;
  name: string;
  photoId: string;
  /** Unit length. */
  embedding: Float32Array;
}

/** The registered photos of all products, searched by cosine. Nothing is trained when one is added. */
export class Gallery {
  constructor(readonly references: readonly Reference[]) {}

  /** The products nearest to a photo, best first: a product scores as its nearest reference does. */
  nearest(embedding: Float32Array, limit = 5): Candidate[] {
    const best = new Map<number, Candidate>();
    for (const { productId, name, photoId, embedding: reference } of this.references) {
      const score = dot(embedding, reference);
      if (score > (best.get(productId)?.score ?? -Infinity))
        best.set(productId, { productId, name, score, photoId });
    }
    return [...best.values()].sort((a, b) => b.score - a.score).slice(0, limit);
  }
}

/** Scales a vector to unit length, in place; a zero vector stays zero. */
export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return vector;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
