import { embeddingSize } from '../network/unit';
import { chosenBackbone } from '../backbones/backbone-files';
import { readBackbone } from '../network/backbone';
import type { OpenProject } from '../project/open-project';
import { readModel } from './checkpoint';
import { type Model, newModel } from './model';
import { RunStore } from './run-store';
import { withUnitInputs } from './unit-inputs';

export interface StartModelOptions {
  /** In the order of the head's rows. */
  classes: readonly string[];
  /** Of the head; those after the classes' are of unknown things. */
  rows: number;
  seed: number;
  /** Pixels as 0 … 1; a run to start from keeps what it was trained with. */
  unitInputs?: boolean;
  /** A run to start from; absent: the project's backbone. */
  from?: string;
}

/**
 * What a new run begins with: the backbone and a fresh head, or the best weights of an earlier run, which keeps the
 * centres of the classes it knew. Throws `not-found` for a run that is not there or has no weights yet.
 */
export async function startModel(project: OpenProject, options: StartModelOptions): Promise<Model> {
  const { seed, from, rows, unitInputs } = options;
  if (from) return modelOfRun(new RunStore(project.paths.runs), from, options);
  const { weights } = await readBackbone(await chosenBackbone(project));
  return newModel(unitInputs ? withUnitInputs(weights) : weights, rows, seed);
}

async function modelOfRun(store: RunStore, runId: string, { classes, rows, seed }: StartModelOptions) {
  const { summary } = await store.read(runId);
  const { units, head } = await readModel(store.bestPath(runId));
  const model = newModel(units, rows, seed);
  for (const [row, name] of classes.entries()) {
    const known = summary.classes.indexOf(name);
    if (known === -1) continue;
    const centre = head.subarray(known * embeddingSize, (known + 1) * embeddingSize);
    model.head.set(centre, row * embeddingSize);
  }
  return model;
}
