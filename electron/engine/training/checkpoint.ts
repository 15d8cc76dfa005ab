import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { StudioError } from '@shared/errors';
import type { Recipe } from '@shared/recipe';
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from '../network/safetensors';
import { embeddingSize } from '../network/unit';
import { decodeWeights, encodeWeights } from '../network/weights';
import { writeAtomic } from '../project/atomic-file';
import type { Model } from './model';
import { Plateau } from './plateau';
import type { Progress } from './trainer';

/**
 * A run between two epochs, as two safetensors files: the best model and the last one with Adam's moments.
 * Where the run stands is in the last one's metadata, so that it can never disagree with the weights.
 */

const Position = z.object({
  stage: z.number().int(),
  epochOfStage: z.number().int(),
  epoch: z.number().int(),
  step: z.number().int(),
  learningRate: z.number(),
  waited: z.number().int(),
  stageBest: z.number().nullable(),
  /** Absent in checkpoints from before early stopping. */
  sinceBest: z.number().int().default(0),
  bestValLoss: z.number().nullable(),
  bestValAccuracy: z.number(),
  optimizerStep: z.number().int(),
});

/** How the best model did on the validation photos; absent in checkpoints of older studios. */
const Validation = z.object({ bestValLoss: z.number(), bestValAccuracy: z.number() });
type Validation = z.infer<typeof Validation>;

/** Keeps the best model with what makes it so: the process may die before the last one is written. */
export async function saveBest(path: string, model: Model, validation?: Validation): Promise<void> {
  const metadata: Record<string, string> = validation
    ? { validation: JSON.stringify(Validation.parse(validation)) }
    : {};
  await writeAtomic(path, encodeSafetensors({ tensors: modelTensors(model), metadata }));
}

export async function saveLast(path: string, { model, optimizer, position }: Progress): Promise<void> {
  const tensors = modelTensors(model);
  for (const [name, { m, v }] of optimizer.moments) {
    tensors.set(`adam/m/${name}`, { shape: [m.length], data: m });
    tensors.set(`adam/v/${name}`, { shape: [v.length], data: v });
  }
  const { plateau, ...where } = position;
  const stored = { ...where, ...plateau.state(), optimizerStep: optimizer.step };
  await writeAtomic(path, encodeSafetensors({ tensors, metadata: { position: JSON.stringify(stored) } }));
}

/** The best weights of a run. Throws `not-found` where they are missing or damaged. */
export const readModel = async (path: string): Promise<Model> => (await readBest(path)).model;

/** The same with what they say of themselves, which may be of an epoch after the last one. */
async function readBest(path: string): Promise<{ model: Model; validation: Partial<Validation> }> {
  try {
    const bytes = await readFile(path);
    const { validation } = decodeSafetensors(bytes).metadata;
    return {
      model: modelOf(bytes),
      validation: validation ? Validation.parse(JSON.parse(validation)) : {},
    };
  } catch (error) {
    throw new StudioError(
      'not-found',
      'The weights of this training run are missing or damaged. Use another run, or the bundled model.',
      String(error),
    );
  }
}

/** Takes up a run where its last checkpoint left it. Throws `not-found` where there is none. */
export async function readProgress(lastPath: string, bestPath: string, recipe: Recipe): Promise<Progress> {
  const last = await readFile(lastPath).catch(() => {
    throw new StudioError('not-found', 'This run stopped before its first epoch ended; start it again.');
  });
  const { tensors, metadata } = decodeSafetensors(last);
  const { learningRate, waited, stageBest, sinceBest, optimizerStep, ...where } = Position.parse(
    JSON.parse(metadata.position),
  );
  const best = await readBest(bestPath);
  const so = { waited, best: stageBest ?? Infinity, sinceBest };
  const plateau = new Plateau(learningRate, recipe.plateau, so);
  return {
    position: {
      ...where,
      bestValLoss: where.bestValLoss ?? Infinity,
      ...best.validation,
      plateau,
    },
    model: modelOf(last),
    optimizer: { step: optimizerStep, moments: momentsOf(tensors) },
    best: best.model,
  };
}

function modelTensors({ units, head }: Model): Map<string, StoredTensor> {
  const { tensors } = decodeSafetensors(encodeWeights(units, 'float32'));
  return new Map([...tensors, ['head', { shape: [head.length / embeddingSize, embeddingSize], data: head }]]);
}

function modelOf(file: Uint8Array): Model {
  const head = decodeSafetensors(file).tensors.get('head')?.data;
  if (!(head instanceof Float32Array)) throw new Error('The checkpoint has no head.');
  return { units: decodeWeights(file), head };
}

function momentsOf(tensors: ReadonlyMap<string, StoredTensor>): Progress['optimizer']['moments'] {
  const prefix = 'adam/m/';
  const names = [...tensors.keys()].filter((key) => key.startsWith(prefix));
  return new Map(
    names.map((key) => {
      const name = key.slice(prefix.length);
      return [name, { m: floats(tensors, key), v: floats(tensors, `adam/v/${name}`) }];
    }),
  );
}

function floats(tensors: ReadonlyMap<string, StoredTensor>, name: string): Float32Array {
  const data = tensors.get(name)?.data;
  if (!(data instanceof Float32Array)) throw new Error(`The checkpoint has no ${name}.`);
  return data;
}
