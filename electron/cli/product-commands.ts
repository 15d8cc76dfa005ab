import { resolve } from 'node:path';
import type { Command } from 'commander';
import { healthText, listReportText } from './text';
import { inProject, job, type OutputOptions } from './run-command';

/** Commands that take a list of products in and out, and check them. */
export function addProductCommands(program: Command): void {
  const products = program
    .command('products')
    .description('the list of products: as a CSV file, and how well they are told apart');
  products
    .command('import')
    .description('add and change products by a CSV file; bad rows are reported and the others kept')
    .argument('<DIR>', 'the project folder')
    .argument('<FILE>', 'UTF-8 or Shift_JIS, with titles in the first line')
    .option('--json', 'print one JSON object')
    .action((folder: string, file: string, options: OutputOptions) =>
      inProject(
        folder,
        options,
        ({ handlers }) => handlers['products.import']({ path: file }),
        listReportText,
      ),
    );
  products
    .command('health')
    .description('say which products are easily mistaken and need better photos')
    .argument('<DIR>', 'the project folder')
    .option('--json', 'print one JSON object')
    .action((folder: string, options: OutputOptions) =>
      inProject(
        folder,
        options,
        async ({ handlers }) => ({ products: await handlers['registry.health']({ job }) }),
        (result) => result.products.map(healthText).join('\n'),
      ),
    );
  products
    .command('export')
    .description('write all products as a CSV file')
    .argument('<DIR>', 'the project folder')
    .argument('<FILE>', 'where to write')
    .addOption(
      program.createOption('--language <LANGUAGE>', 'of its titles').choices(['en', 'ja']).default('en'),
    )
    .option('--json', 'print one JSON object')
    .action((folder: string, file: string, options: OutputOptions & { language: 'en' | 'ja' }) =>
      inProject(
        folder,
        options,
        async ({ handlers }) => {
          const path = resolve(file);
          return { ...(await handlers['products.export']({ path, language: options.language })), path };
        },
        ({ count, path }) => `Wrote ${count} products to ${path}.`,
      ),
    );
}
