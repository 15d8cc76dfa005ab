import type { Handlers } from '@shared/contract';
import { StudioError } from '@shared/errors';
import type { Context } from '../context';
import { withVersion } from '../photos/versions/snapshot';
import { groupBursts } from '../photos/review/groups';
import { boxOfRow } from '../photos/photo-paths';
import type { OpenProject } from '../project/open-project';
import type { Trainings } from '../training/trainings';
import type { LabelledPhoto } from '../training/training-set';

type TrainCalls = 'train.start' | 'train.findRate' | 'train.cancel' | 'train.setPaused';

export function trainHandlers({ project, jobs }: Context, trainings: Trainings): Pick<Handlers, TrainCalls> {
  return {
    async 'train.start'({ recipe, classes, engine, seed, resume, from }) {
      const photos = await labelledPhotos(project(), classes);
      const runId = resume
        ? await trainings.resume(project(), resume, await labelledPhotos(project()))
        : await withVersion(project().db, recipe.name, () =>
            trainings.start(project(), {
              recipe,
              photos,
              engine: engine ?? 'auto',
              seed: seed ?? 1,
              from,
            }),
          );
      return { runId };
    },
    'train.findRate': ({ job, recipe, stage, classes, engine = 'auto', seed = 1, from }) =>
      jobs.run(job, async (running) => {
        const photos = await labelledPhotos(project(), classes);
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

/** The product photos to train on. Throws `not-found` when a class that was asked for is not there. */
async function labelledPhotos(project: OpenProject, classes?: readonly string[]): Promise<LabelledPhoto[]> {
  const rows = await project.db
    .selectFrom('photos')
    .innerJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .where('photos.split', '!=', 'test')
    .where('classes.kind', '=', 'product')
    .select([
      'photos.id',
      'photos.extension',
      'photos.split',
      'photos.box',
      'photos.taken_at',
      'classes.name',
    ])
    .orderBy('photos.id')
    .execute();
  const missing = classes?.find((name) => !rows.some((row) => row.name === name));
  if (missing !== undefined)
    throw new StudioError(
      'not-found',
      `There are no training photos of a product named “${missing}”.`,
      missing,
    );
  const groups = groupBursts(rows.map((row) => row.taken_at));
  return rows
    .map((row, i) => ({ ...row, group: groups[i] }))
    .filter((row) => !classes || classes.includes(row.name))
    .map((row) => ({
      photoId: row.id,
      path: project.files.pathOf(row),
      box: boxOfRow(row),
      className: row.name,
      split: row.split,
      group: row.group,
    }));
}
