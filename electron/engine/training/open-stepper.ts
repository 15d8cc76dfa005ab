import type { Recipe } from '@shared/recipe';
import { featureShape, splitAt } from '../network/mobilenet';
import { embeddingSize } from '../network/unit';
import type { Model } from './model';
import type { CreateStepper, Stepper, TrainState } from './stepper';

export const emptyOptimizer = (): TrainState['optimizer'] => ({ step: 0, moments: new Map() });

export interface OpenStepperOptions {
  recipe: Recipe;
  stage: number;
  model: Model;
  /** Absent: a fresh one. */
  optimizer?: TrainState['optimizer'];
  createStepper: CreateStepper;
}

/** A stepper that trains a stage of a recipe from a model's weights. */
export function openStepper(given: OpenStepperOptions): Promise<Stepper> {
  const { recipe, stage, model, optimizer = emptyOptimizer(), createStepper } = given;
  const { from } = recipe.stages[stage];
  const { suffix } = splitAt(from);
  const units = new Map(suffix.map((unit) => [unit.name, model.units.get(unit.name)!]));
  const { batchSize, head } = recipe;
  const classes = model.head.length / embeddingSize;
  const options = { suffix, featureShape: featureShape(from), classes, batchSize, head };
  return createStepper(options, { units, head: model.head, optimizer });
}
