import type { Command } from 'commander';
import { inProject, job, type OutputOptions, runCommand } from './run-command';

/** Commands that make one file of a project, and a project of it again. */
export function addPackCommands(program: Command): void {
  program
    .command('pack')
    .description('write a project as one zip')
    .argument('<DIR>', 'the project folder')
    .argument('<OUT.zip>', 'the file')
    .option('--json', 'print one JSON object')
    .action((folder: string, out: string, options: OutputOptions) =>
      inProject(
        folder,
        options,
        ({ handlers }) => handlers['project.pack']({ out, job }),
        ({ files }) => `Packed ${files} files into ${out}.`,
      ),
    );

  program
    .command('unpack')
    .description('make a project of a zip that was packed')
    .argument('<ZIP>', 'the file')
    .argument('<DIR>', 'a new or empty folder')
    .option('--json', 'print one JSON object')
    .action((zip: string, folder: string, options: OutputOptions) =>
      runCommand(
        options,
        ({ handlers }) => handlers['project.unpack']({ zip, folder, job }),
        (project) =>
          `Unpacked the project “${project.name}” into ${project.folder}: ${project.photoCount} photos.`,
      ),
    );
}
