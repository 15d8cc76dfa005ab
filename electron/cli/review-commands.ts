import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { embedDataset } from '../engine/photos/review/embed-dataset';
import { embedPhotos } from '../engine/photos/review/embed-photos';
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
            session.jobs.run(job, async (running) => {
              const [project, recogniser] = [session.project(), await session.recogniser()];
              return rankSuspects(await labelledInProject(project), (photos) =>
                embedDataset(project, recogniser, photos, running),
              );
            }),
          suspectsText,
        );
      return runCommand(
        options,
        ({ session }) =>
          session.jobs.run(job, async (running) => {
            const photos = await labelledInFolder(folder);
            const recogniser = await bundledRecogniser();
            try {
              return await rankSuspects(photos, (all) => embedPhotos(recogniser, all, running));
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
