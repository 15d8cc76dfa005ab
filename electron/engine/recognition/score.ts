/**
 * Logistic regression of "this photo shows this product" on how like genuine photos and strangers are, fitted once for
 * the bundled backbone (see test/bench/RESULTS.md).
 */
export const scoring = {
  /** What the embeddings' cosine counts beside the cells'. */
  embeddingShare: 0.2,
  steepness: 32,
  middle: 0.65,
  /** In a shop nearly every photo shows a registered product: 19 of 20, say. */
  priorOdds: 19,
} as const;

/**
 * How sure it is that a photo shows a product, 0–1: the chance of it where 19 of 20 photos show what is registered. At
 * 0.95 the photo itself speaks neither for nor against it.
 * @param cells mean cosine of the photo's cells with the product's, −1…1
 * @param embedding cosine of the embeddings, −1…1
 */
export function scoreOf(cells: number, embedding: number): number {
  const { embeddingShare, steepness, middle, priorOdds } = scoring;
  const likeness = embeddingShare * embedding + (1 - embeddingShare) * cells;
  return 1 / (1 + Math.exp(-steepness * (likeness - middle)) / priorOdds);
}
