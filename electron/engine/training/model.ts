import type { UnitWeights, Weights } from '../network/unit';
import { embeddingSize } from '../network/unit';
import { Random } from '@shared/random';

/** A network in training: every unit, and the head's class centres. */
export interface Model {
  units: Map<string, UnitWeights>;
  /** [classes, 1280] */
  head: Float32Array;
}

/** A copy of the weights with a fresh head: class centres drawn as Keras's Glorot-uniform does. */
export function newModel(weights: Weights, classes: number, seed: number): Model {
  const random = new Random(seed, classes);
  const limit = Math.sqrt(6 / (classes + embeddingSize));
  const head = Float32Array.from({ length: classes * embeddingSize }, () => random.between(-limit, limit));
  return { units: new Map(weights), head };
}
