import type { Command } from 'commander';
import { DatasetFormat, type Split } from '@shared/domain';
import { importReportText } from './text';
import { inProject, job, type OutputOptions } from './run-command';

/** Commands that take photos in and out. */
export function addDatasetCommands(program: Command): void {
  program
    .command('import')
    .description('bring photos in; sub-folders become products')
    .argument('<DIR>', 'the project folder')
    .argument('<PHOTOS>', 'a folder of photos, or the annotation file of a dataset')
    .addOption(
      program
        .createOption('--split <SPLIT>', 'what they are for')
        .choices(['train', 'val', 'test'])
        .default('train'),
    )
    .addOption(
      program
        .createOption('--format <FORMAT>', 'how it is laid out')
        .choices(DatasetFormat.options)
        .default('folder'),
    )
    .option('--unknown', 'they show no products')
    .option('--json', 'print one JSON object')
    .action(
      (
        folder: string,
        photos: string,
        options: OutputOptions & { split: Split; unknown?: boolean; format: DatasetFormat },
      ) =>
        inProject(
          folder,
          options,
          ({ handlers }) =>
            handlers['photos.import']({
              paths: [photos],
              split: options.split,
              unknown: options.unknown,
              format: options.format,
              job,
            }),
          importReportText,
        ),
    );

  program
    .command('export-dataset')
    .description('write the photos with their labels and boxes for other programs')
    .argument('<DIR>', 'the project folder')
    .argument('<OUT>', 'a new or empty folder')
    .addOption(
      program
        .createOption('--format <FORMAT>', 'how it is laid out; folders hold no boxes')
        .choices(DatasetFormat.options)
        .default('coco'),
    )
    .option('--json', 'print one JSON object')
    .action((folder: string, out: string, options: OutputOptions & { format: DatasetFormat }) =>
      inProject(
        folder,
        options,
        ({ handlers }) => handlers['photos.export']({ out, format: options.format, job }),
        ({ count, out: path }) => `Wrote ${count} photos to ${path}.`,
      ),
    );
}
