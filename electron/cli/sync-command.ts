import { type Command, Option } from 'commander';
import { inProject, job, type OutputOptions } from './run-command';

interface SyncOptions extends OutputOptions {
  server: string;
  shop?: string;
}

/** `ramune sync`: shares products with other shops once, for scripts. */
export function addSyncCommand(program: Command): void {
  const server = new Option('--server <URL>', 'postgresql://user:password@host/database?sslmode=verify-full')
    // A password on the command line can be read by everybody on this machine.
    .env('RAMUNE_SERVER')
    .makeOptionMandatory();
  program
    .command('sync')
    .description('share products and their photos with other shops through a PostgreSQL server, once')
    .argument('<DIR>', 'the project folder')
    .addOption(server)
    .option('--shop <NAME>', 'what this studio is called where products are shared')
    .option('--json', 'print one JSON object')
    .action((folder: string, options: SyncOptions) =>
      inProject(
        folder,
        options,
        async ({ handlers }) => {
          if (options.shop) await handlers['sync.setShop']({ name: options.shop });
          return handlers['sync.once']({ url: options.server, job });
        },
        ({ received, sent, photosReceived, photosSent, conflicts }) =>
          [
            `Received ${received} changes and ${photosReceived} photos, sent ${sent} changes and ${photosSent} photos.`,
            ...(conflicts
              ? [`${conflicts} conflicts wait to be decided in the studio, under Products.`]
              : []),
          ].join('\n'),
      ),
    );
}
