/** What the embeddings' cosine counts beside the cells'. */
const embeddingShare = 1 / 3;

/**
 * Logistic regression of "this photo shows this product" on the likeness of genuine photos and of strangers; fitted
 * once for the bundled backbone by test/bench/calibrate.ts.
 */
const steepness = 24;
const middle = 0.62;

/** In a shop nearly every photo shows a registered product: 19 of 20, say. */
const priorOdds = 19;

/**
 * How sure it is that a photo shows a product, 0–1: the chance of it where 19 of 20 photos show what is registered. At
 * 0.95 the photo itself speaks neither for nor against it.
 * @param cells mean cosine of the photo's cells with the product's, −1…1
 * @param embedding cosine of the embeddings, −1…1
 */
export function scoreOf(cells: number, embedding: number): number {
  const likeness = embeddingShare * embedding + (1 - embeddingShare) * cells;
  return 1 / (1 + Math.exp(-steepness * (likeness - middle)) / priorOdds);
}
