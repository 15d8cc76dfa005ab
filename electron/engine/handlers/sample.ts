import { rm } from 'node:fs/promises';
import type { Handlers } from '@shared/contract';
import { OpenProject } from '../project/open-project';
import { addSamplePhotos } from '../project/sample';
import type { Session } from '../session';

export function sampleHandlers(
  session: Session,
  replace: (next: OpenProject | null) => Promise<void>,
): Pick<Handlers, 'project.sample'> {
  return {
    'project.sample': ({ folder, seed, job }) =>
      session.jobs.run(job, async (running) => {
        const project = await OpenProject.create(folder, 'Sample');
        try {
          await addSamplePhotos(project, seed ?? 1, running);
        } catch (error) {
          // Half a sample is of no use, and its folder would stand in the way of the next try.
          await project.close();
          await rm(project.folder, { recursive: true, force: true });
          throw error;
        }
        await replace(project);
        return project.describe();
      }),
  };
}
