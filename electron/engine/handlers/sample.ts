import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handlers } from '@shared/contract';
import type { Job } from '../jobs';
import { OpenProject } from '../project/open-project';
import { addSamplePhotos } from '../project/sample';
import type { Session } from '../session';

export function sampleHandlers(
  session: Session,
  replace: (next: OpenProject | null) => Promise<void>,
): Pick<Handlers, 'project.sample'> {
  return {
    async 'project.sample'({ folder, seed, job }) {
      const sample = await session.jobs.run(job, (running) => createSample(folder, seed ?? 1, running));
      await replace(sample);
      return sample.describe();
    },
  };
}

async function createSample(folder: string, seed: number, job: Job): Promise<OpenProject> {
  const before = await readdir(folder).catch(() => []);
  const project = await OpenProject.create(folder, 'Sample');
  try {
    await addSamplePhotos(project, seed, job);
    return project;
  } catch (error) {
    // Half a sample is of no use, and its folder would stand in the way of the next try.
    await project.close();
    await removeAllBut(before, project.folder);
    throw error;
  }
}

/** A folder that counts as empty may hold what is hidden. */
async function removeAllBut(kept: readonly string[], folder: string): Promise<void> {
  const made = (await readdir(folder)).filter((name) => !kept.includes(name));
  await Promise.all(made.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  if (!kept.length) await rmdir(folder);
}
