import { resolve } from 'node:path';
import type { Command } from 'commander';
import { StudioError } from '@shared/errors';
import { inProject, type OutputOptions } from './run-command';

interface MetricsOptions extends OutputOptions {
  run?: string;
  out: string;
}

/** `ramune metrics`: what a run measured, as files. */
export function addMetricsCommand(program: Command): void {
  program
    .command('metrics')
    .description('write the metrics of a training run as CSV, and its curves as SVG and PNG')
    .argument('<DIR>', 'the project folder')
    .option('--run <ID>', 'the run; without it the newest')
    .requiredOption('--out <DIR>', 'the folder to write to')
    .option('--json', 'print one JSON object')
    .action((folder: string, options: MetricsOptions) =>
      inProject(
        folder,
        options,
        async ({ handlers }) => {
          const runId = options.run ?? (await handlers['runs.list']({}))[0]?.id;
          if (!runId) throw new StudioError('not-found', 'There is no training run in this project.');
          return handlers['runs.export']({ runId, folder: resolve(options.out) });
        },
        ({ files }) => files.map((file) => `Wrote ${file}`).join('\n'),
      ),
    );
}
