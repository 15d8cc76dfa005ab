import { type Command, Option } from 'commander';
import { ExportFormat } from '@shared/domain';
import { wholeNumber } from './numbers';
import { printPdf } from './print-pdf';
import { exportText } from './text';
import { inProject, job, type OutputOptions, runCommand } from './run-command';

/** Commands that make a project and write what it recognises with. */
export function addDataCommands(program: Command): void {
  program
    .command('init')
    .description('make a project in a new or empty folder')
    .argument('<DIR>', 'the project folder')
    .option('--json', 'print one JSON object')
    .action((folder: string, options: OutputOptions) =>
      runCommand(
        options,
        ({ handlers }) => handlers['project.create']({ folder }),
        (project) => `Made the project “${project.name}” in ${project.folder}.`,
      ),
    );

  program
    .command('sample')
    .description('make a project with generated photos of nine products')
    .argument('<DIR>', 'a new or empty folder')
    .option('--seed <N>', 'same seed, same pixels', wholeNumber(0), 1)
    .option('--json', 'print one JSON object')
    .action((folder: string, options: OutputOptions & { seed: number }) =>
      runCommand(
        options,
        ({ handlers }) => handlers['project.sample']({ folder, seed: options.seed, job }),
        (project) => `Made the sample project in ${project.folder}: ${project.photoCount} photos.`,
      ),
    );

  program
    .command('export')
    .description('write the model, the gallery and programs that recognise with them; or the network alone')
    .argument('<DIR>', 'the project folder')
    .argument('<OUT>', 'a folder, or a file that ends in .zip')
    .addOption(
      new Option('--format <FORMAT>', 'keras and tfjs: the network alone, for other tools')
        .choices(ExportFormat.options)
        .default('bundle'),
    )
    .option('--json', 'print one JSON object')
    .action((folder: string, out: string, options: OutputOptions & { format: ExportFormat }) =>
      inProject(
        folder,
        options,
        ({ handlers }) => handlers['project.export']({ out, format: options.format, job }),
        exportText,
      ),
    );

  program
    .command('report')
    .description('write a report on how well products are recognised, as HTML and PDF')
    .argument('<DIR>', 'the project folder')
    .argument('<OUT>', 'the folder to write into, or a file that ends in .html')
    .addOption(new Option('--language <LANGUAGE>', 'of the report').choices(['en', 'ja']).default('en'))
    .option('--json', 'print one JSON object')
    .action((folder: string, out: string, options: OutputOptions & { language: 'en' | 'ja' }) =>
      inProject(
        folder,
        options,
        async ({ handlers }) => {
          const { file } = await handlers['project.report']({ out, language: options.language, job });
          const pdf = file.replace(/\.html$/, '.pdf');
          await printPdf(file, pdf);
          return { files: [file, pdf] };
        },
        ({ files }) => files.map((file) => `Wrote ${file}`).join('\n'),
      ),
    );
}
