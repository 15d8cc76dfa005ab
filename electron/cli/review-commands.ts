import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import {
  bundledRecogniser,
  labelledInFolder,
  labelledInProject,
  rankSuspects,
} from '../engine/photos/review/rank-suspects';
import { inProject, job, type OutputOptions, runCommand } from './run-command';

/** Commands that look over photos. */
export function addReviewCommands(program: Command): void {
  program
    .command('suspects')
    .description('list all photos, those whose label looks most wrong first')
    .argument('<DIR>', 'a project folder, or a folder with a sub-folder for each class')
    .option('--json', 'print one JSON object')
    .action(async (folder: string, options: OutputOptions) => {
      if (await stat(join(folder, 'ramune.db')).catch(() => null))
        return inProject(
          folder,
          options,
          ({ session }) =>
            session.jobs.run(job, async (running) =>
              rankSuspects(await session.recogniser(), await labelledInProject(session.project()), running),
            ),
          suspectsText,
        );
      return runCommand(
        options,
        ({ session }) =>
          session.jobs.run(job, async (running) => {
            const photos = await labelledInFolder(folder);
            const recogniser = await bundledRecogniser();
            try {
              return await rankSuspects(recogniser, photos, running);
            } finally {
              await recogniser.release();
            }
          }),
        suspectsText,
      );
    });
}

const suspectsText = ({ suspects, unread }: Awaited<ReturnType<typeof rankSuspects>>): string =>
  [
    ...suspects
      .filter(({ suspicion }) => suspicion > 0)
      .map(
        ({ path, label, suggested, suspicion }) =>
          `${suspicion.toFixed(3)}  ${path}: ${label}, or ${suggested}?`,
      ),
    ...unread.map((path) => `Cannot be read: ${path}`),
  ].join('\n') || 'No label looks wrong.';
