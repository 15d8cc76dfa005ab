import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { withVersion } from '../photos/versions/snapshot';
import { photosOfProject, photosToTrain } from '../training/labelled-photos';
import type { Trainings } from '../training/trainings';

type TrainCalls = 'train.start' | 'train.findRate' | 'train.cancel' | 'train.setPaused';

export function trainHandlers(context: Context, trainings: Trainings): Pick<Handlers, TrainCalls> {
  const { project, jobs } = context;
  return {
    'train.start': ({ recipe, classes, engine = 'auto', seed = 1, resume, from, job = 'train' }) =>
      jobs.run(job, async (running) => {
        const open = project();
        const photos = resume
          ? await photosOfProject(context)
          : await photosToTrain(context, classes, recipe.unknowns, running);
        running.throwIfCancelled();
        if (resume) return { runId: await trainings.resume(open, resume, photos) };
        const options = { recipe, photos, engine, seed, from };
        return { runId: await withVersion(open.db, recipe.name, () => trainings.start(open, options)) };
      }),
    'train.findRate': ({ job, recipe, stage, classes, engine = 'auto', seed = 1, from }) =>
      jobs.run(job, async (running) => {
        const photos = await photosToTrain(context, classes, recipe.unknowns, running);
        return trainings.findRate(project(), { recipe, stage, photos, engine, seed, from }, running);
      }),
    async 'train.cancel'({ runId }) {
      await trainings.cancel(runId);
      return {};
    },
    async 'train.setPaused'({ runId, paused }) {
      trainings.setPaused(runId, paused);
      return {};
    },
  };
}
