import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Command } from 'commander';
import type { Emit } from '@shared/contract';
import { StudioError } from '@shared/errors';
import { presets, Recipe } from '@shared/recipe';
import type { EpochMetrics, RunRecord } from '@shared/training';
import type { Engine } from '../engine/engine';
import { percent } from '../engine/report/percent';
import { wholeNumber } from './numbers';
import { inProject, job, type OutputOptions } from './run-command';

interface TrainOptions extends OutputOptions {
  recipe: string;
  classes?: string[];
  engine: 'auto' | 'tensorflow' | 'onnx';
  seed: number;
  from?: string;
}

export function addTrainCommand(program: Command): void {
  program
    .command('train')
    .description('train on the labelled photos and use the result')
    .argument('<DIR>', 'the project folder')
    .option('--recipe <NAME>', 'quick, best, seed, or a recipe file', 'quick')
    .option('--classes <a,b,c>', 'train on these products only', (list: string) => list.split(','))
    .addOption(
      program
        .createOption('--engine <ENGINE>', 'what trains')
        .choices(['auto', 'tensorflow', 'onnx'])
        .default('auto'),
    )
    .option('--seed <N>', 'same seed, same run', wholeNumber(0), 1)
    .option('--from <RUN>', 'begin with the weights of an earlier run')
    .option('--json', 'print one JSON object')
    .action(async (folder: string, options: TrainOptions) => {
      const recipe = await readRecipe(options.recipe);
      const run = new RunWatch(!options.json);
      await inProject(
        folder,
        options,
        (engine) => trainAndWait(engine, recipe, options, run),
        summaryText,
        run.onEvent,
      );
    });
}

async function trainAndWait({ handlers }: Engine, recipe: Recipe, options: TrainOptions, run: RunWatch) {
  const { engine, classes, seed, from } = options;
  const { runId } = await handlers['train.start']({ recipe, classes, engine, seed, from, job });
  // It may have ended just now.
  const cancel = () => void handlers['train.cancel']({ runId }).catch(() => {});
  process.once('SIGINT', cancel);
  const summary = await run.ended;
  process.removeListener('SIGINT', cancel);
  const { status, code, reason } = summary;
  if (status === 'failed') throw new StudioError(code ?? 'internal', reason ?? 'Training failed.');
  return resultOf(summary);
}

/** What `train --json` prints. */
function resultOf(summary: RunRecord) {
  const { id, engine, status, stages, epochs, seconds, imagesPerSecond, bestValLoss, bestValAccuracy } =
    summary;
  return {
    runId: id,
    engine,
    status,
    stages,
    epochs,
    seconds,
    imagesPerSecond,
    bestValLoss,
    bestValAccuracy,
  };
}

const summaryText = (run: ReturnType<typeof resultOf>) =>
  `Trained ${run.epochs} epochs in ${run.seconds.toFixed(0)} s (${run.imagesPerSecond.toFixed(0)} photos/s, ${run.engine}): ` +
  `best validation loss ${run.bestValLoss?.toFixed(3) ?? '–'}, accuracy ${percent(run.bestValAccuracy)}.`;

/** Follows a run: a line an epoch for a person, and its end. */
class RunWatch {
  private finish!: (summary: RunRecord) => void;
  readonly ended = new Promise<RunRecord>((resolve) => (this.finish = resolve));

  constructor(private readonly talk: boolean) {}

  readonly onEvent: Emit = (name, data) => {
    if (name === 'train.epoch' && this.talk) process.stderr.write(`${epochText(data as EpochMetrics)}\n`);
    if (name === 'train.end') this.finish(data as RunRecord);
  };
}

const epochText = (epoch: EpochMetrics) =>
  `${epoch.from.padEnd(9)} epoch ${String(epoch.epoch).padStart(3)}  loss ${epoch.loss.toFixed(3)}  ` +
  `accuracy ${percent(epoch.accuracy)}  val loss ${epoch.valLoss.toFixed(3)}  ` +
  `val accuracy ${percent(epoch.valAccuracy)}${epoch.best ? '  best' : ''}`;

/** A preset, or a recipe from a JSON file. */
async function readRecipe(name: string): Promise<Recipe> {
  if (name in presets) return presets[name as keyof typeof presets];
  const text = await readFile(name, 'utf8').catch(() => {
    throw new StudioError('not-found', `There is no recipe or recipe file named ${name}.`);
  });
  return parseRecipe(text, name);
}

/** Throws `bad-request` where the text is no JSON or no recipe. */
function parseRecipe(text: string, name: string): Recipe {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new StudioError('bad-request', `${name} is not JSON: ${String(error)}`);
  }
  const parsed = Recipe.safeParse(json);
  if (!parsed.success) throw new StudioError('bad-request', `${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
