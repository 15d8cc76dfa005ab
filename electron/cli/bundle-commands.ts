import type { Command } from 'commander';
import { type BundleSummary, readBundle } from '../engine/bundle/read-bundle';
import { type OutputOptions, runCommand } from './run-command';

/** `ramune bundle …`: what `ramune export` wrote. */
export function addBundleCommands(program: Command): void {
  program
    .command('bundle')
    .description('look into a bundle that export wrote')
    .command('check')
    .description('say whether a bundle is whole, and of a version that this studio reads')
    .argument('<FILE>', 'a .zip, or the folder it was unpacked into')
    .option('--json', 'print one JSON object')
    .action((file: string, options: OutputOptions) =>
      runCommand(options, () => readBundle(file), summaryText),
    );
}

const summaryText = ({ files, made, model, precisions, products, references, threshold }: BundleSummary) =>
  [
    `The bundle is whole: ${files} files, made ${made}.`,
    `${products} products with ${references} photos, threshold ${threshold.toFixed(3)}.`,
    `Model ${model} as ${precisions.join(', ')}.`,
  ].join('\n');
