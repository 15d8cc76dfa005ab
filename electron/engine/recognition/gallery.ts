import type { Candidate } from '@shared/domain';
import { StudioError } from '@shared/errors';
import { cellWeights, weightyCells } from '../network/cells';
import { EmbeddingIndex } from './embedding-index';
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
export interface Reference {
  id: number;
  productId: number;
  /** The product's. */
  name: string;
  photoId: string;
  /** What of the photo is compared, as it is stored; `null` for all. */
  box: string | null;
  /** What its likeness counts, above 0 and at most 1. */
  weight: number;
}

/** Products whose cells are compared: those whose embeddings are nearest. */
export const shortlistSize = 32;
/** So many more are compared exactly, since the index is right to about 0.0005. */
const spare = 8;

/** Reads the descriptors of references, by their ids; those that are gone are left out. */
export type ReadDescriptors = (references: readonly Reference[]) => Promise<ReadonlyMap<number, Descriptor>>;

export interface DescribedReference extends Reference, Descriptor {}

export const noProducts = (): StudioError =>
  new StudioError('no-products', 'No product is registered yet. Register one from about four photos first.');

/** A product worth a closer look. */
interface Entry {
  references: DescribedReference[];
  /** The best cosine of its references' embeddings. */
  cosine: number;
}

/**
 * The registered photos of all products. Nothing is trained when one is added. Of 100,000 it keeps 128 MB of
 * eight-bit embeddings; what is needed to compare exactly is read when it is.
 */
export class Gallery {
  private readonly index = new EmbeddingIndex();
  private readonly byId = new Map<number, Reference>();
  private readonly byProduct = new Map<number, Set<Reference>>();
  private changes = 0;

  constructor(private readonly read: ReadDescriptors) {}

  /** A gallery of references that are in memory as they are. */
  static of(references: readonly DescribedReference[]): Gallery {
    const byId = new Map(references.map((one) => [one.id, one]));
    const gallery = new Gallery(async (asked) => new Map(asked.map(({ id }) => [id, byId.get(id)!])));
    for (const { embedding, cells: _, ...reference } of references) gallery.add(reference, embedding);
    return gallery;
  }

  get references(): readonly Reference[] {
    return [...this.byId.values()];
  }

  get size(): number {
    return this.byId.size;
  }

  /** Another after every change of it. */
  get revision(): number {
    return this.changes;
  }

  find(id: number): Reference | undefined {
    return this.byId.get(id);
  }

  add(reference: Reference, embedding: Float32Array): void {
    const { id, productId, weight } = reference;
    this.changes++;
    this.index.add(id, productId, embedding, weight);
    this.byId.set(id, reference);
    this.byProduct.set(productId, (this.byProduct.get(productId) ?? new Set()).add(reference));
  }

  remove(id: number): void {
    const reference = this.byId.get(id);
    if (!reference) return;
    this.changes++;
    this.index.remove(id);
    this.byId.delete(id);
    const own = this.byProduct.get(reference.productId)!;
    own.delete(reference);
    if (!own.size) this.byProduct.delete(reference.productId);
  }

  /**
   * The products most like a photo, best first. Every cell of the photo looks for its like among all references of a
   * product, so that one may show what another hides (image-to-class matching: Boiman et al., CVPR 2008; Li et al.,
   * CVPR 2019). See `scoreOf` for what the score says. None where the gallery is empty, as it may have become meanwhile.
   */
  async nearest(query: Descriptor, limit = 5): Promise<Candidate[]> {
    const entries = await this.shortlist(query.embedding);
    if (!entries.length) return [];
    const references = entries.flatMap((entry) => entry.references);
    const best = await matchCells(
      query.cells,
      references.map(({ cells }) => cells),
    );
    let at = 0;
    const candidates = entries.map((entry) => {
      const rows = best.subarray(at * weights.length, (at += entry.references.length) * weights.length);
      return candidateOf(entry, rows);
    });
    return candidates.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  /** The products of highest cosine: the index says which may be, their references' own embeddings say which are. */
  async shortlist(embedding: Float32Array): Promise<Entry[]> {
    const products = this.index
      .nearest(embedding, shortlistSize + spare)
      .map((id) => [...this.byProduct.get(id)!]);
    const descriptors = await this.read(products.flat());
    return products
      .map((own) => own.flatMap((one) => described(one, descriptors)))
      .filter((references) => references.length > 0)
      .map((references) => ({ references, cosine: nearestCosine(embedding, references) }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, shortlistSize);
  }
}

const weights = Float32Array.from(weightyCells, (cell) => cellWeights[cell]);

function described(reference: Reference, descriptors: ReadonlyMap<number, Descriptor>): DescribedReference[] {
  const descriptor = descriptors.get(reference.id);
  return descriptor ? [{ ...reference, ...descriptor }] : [];
}

const nearestCosine = (embedding: Float32Array, references: readonly DescribedReference[]): number =>
  Math.max(...references.map((one) => one.weight * dot(embedding, one.embedding)));

/** `rows`: [references, weighty cells], the best cosine of each of the photo's cells in each reference. */
function candidateOf({ references, cosine }: Entry, rows: Float32Array): Candidate {
  const found = Float32Array.from(weights, (_, cell) =>
    Math.max(...references.map(({ weight }, i) => weight * rows[i * weights.length + cell])),
  );
  const ofReference = references.map(
    ({ weight }, i) => weight * dot(weights, rows.subarray(i * weights.length)),
  );
  const [{ productId, name }] = references;
  return {
    productId,
    name,
    score: scoreOf(dot(weights, found), cosine),
    photoId: references[ofReference.indexOf(Math.max(...ofReference))].photoId,
  };
}

/** Scales a vector to unit length, in place; a zero vector stays zero. */
export function normalize(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return vector;
}

/** Dot product over the first vector's length: the cosine of two of unit length. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
