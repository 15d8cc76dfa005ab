import { sql } from 'kysely';
import { z } from 'zod';
import { type EvaluationResult, type EvaluationSet, PhotoId, ScoredPhoto } from '@shared/domain';
import { StudioError } from '@shared/errors';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { cleanName, foldName } from '../project/clean-name';
import type { OpenProject } from '../project/open-project';
import { readChoice } from './model-choice';
import { comparableScores, type KnownPhoto, knownProducts, scoreKnown } from './score-photos';

/**
 * What a photo of a set was labelled when it was put in: the class, so that a product may be renamed, and its name, for
 * when the class is gone; both `null` for things that are no product.
 */
const SetPhoto = z.object({
  id: PhotoId,
  classId: z.number().int().nullable(),
  label: z.string().nullable(),
});
const SetPhotos = z.array(SetPhoto);
const Scores = z.array(ScoredPhoto);

/** Keeps photos with the labels that they have now. Throws `no-photos` where none of them has one. */
export async function createSet(
  { db }: OpenProject,
  name: string,
  photoIds: readonly string[],
): Promise<number> {
  const wanted = new Set(photoIds);
  const rows = await db
    .selectFrom('photos')
    .innerJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .select(['photos.id', 'classes.id as classId', 'classes.name', 'classes.kind'])
    .execute();
  const photos = rows
    .filter(({ id }) => wanted.has(id))
    .map(({ id, classId, name: label, kind }) =>
      kind === 'product' ? { id, classId, label } : { id, classId: null, label: null },
    );
  if (!photos.length) throw new StudioError('no-photos', 'None of these photos has a label.');
  const { id } = await db
    .insertInto('evaluation_sets')
    .values({ name: cleanName(name), created_at: new Date().toISOString(), photos: JSON.stringify(photos) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Newest first. `due`: the model in use has not been tried on it. */
export async function listSets(project: OpenProject): Promise<EvaluationSet[]> {
  const { modelRunId, backbone } = await readChoice(project);
  const rows = await project.db
    .selectFrom('evaluation_sets as set')
    .leftJoin('evaluation_results as result', (join) =>
      join
        .onRef('result.set_id', '=', 'set.id')
        .on('result.run_id', 'is', modelRunId)
        .on('result.backbone', 'is', backbone),
    )
    .where('set.removed_at', 'is', null)
    .select(['set.id', 'set.name', 'set.created_at', 'result.id as result'])
    .select(sql<number>`json_array_length("set".photos)`.as('count'))
    .orderBy('set.id', 'desc')
    .execute();
  return rows.map(({ id, name, created_at, result, count }) => ({
    id,
    name,
    createdAt: created_at,
    photoCount: count,
    due: result === null,
  }));
}

/** Throws `bad-request` where no name is left. */
export async function renameSet({ db }: OpenProject, id: number, name: string): Promise<void> {
  const set = { name: cleanName(name) };
  await db.updateTable('evaluation_sets').set(set).where('id', '=', id).execute();
}

/** Takes a set out, or puts it back. */
export async function setRemoved({ db }: OpenProject, id: number, removed: boolean): Promise<void> {
  await db
    .updateTable('evaluation_sets')
    .set({ removed_at: removed ? new Date().toISOString() : null })
    .where('id', '=', id)
    .execute();
}

/** Tries the model in use on a set; what it said before is replaced. Throws `not-found`, `no-products`. */
export async function runSet(context: Context, id: number, job: Job): Promise<void> {
  const project = context.project();
  const { modelRunId: run_id, backbone } = await readChoice(project);
  const photos = await photosOf(project, id);
  const raw = await scoreKnown(project, await context.recogniser(), photos, job);
  const scored = await comparableScores(project, raw);
  const threshold = await project.threshold();
  await project.db.transaction().execute(async (tx) => {
    await ofModel(tx.deleteFrom('evaluation_results').where('set_id', '=', id), run_id, backbone).execute();
    await tx
      .insertInto('evaluation_results')
      .values({
        set_id: id,
        run_id,
        backbone,
        made_at: new Date().toISOString(),
        threshold,
        scores: JSON.stringify(scored),
      })
      .execute();
  });
}

/** What each model said, newest first. */
export async function listResults({ db }: OpenProject, id: number): Promise<EvaluationResult[]> {
  const rows = await db
    .selectFrom('evaluation_results')
    .selectAll()
    .where('set_id', '=', id)
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map(({ run_id, backbone, made_at, threshold, scores }) => ({
    runId: run_id,
    backbone,
    madeAt: made_at,
    threshold,
    photos: Scores.parse(JSON.parse(scores)),
  }));
}

/** The model in use is judged by its new threshold from now on. */
export async function moveThreshold(project: OpenProject, threshold: number): Promise<void> {
  const { modelRunId, backbone } = await readChoice(project);
  await ofModel(
    project.db.updateTable('evaluation_results').set({ threshold }),
    modelRunId,
    backbone,
  ).execute();
}

/** What the model in use said is due again. */
export async function forgetResults(project: OpenProject): Promise<void> {
  const { modelRunId, backbone } = await readChoice(project);
  await ofModel(project.db.deleteFrom('evaluation_results'), modelRunId, backbone).execute();
}

function ofModel<Q extends { where(column: 'run_id' | 'backbone', op: 'is', value: string | null): Q }>(
  query: Q,
  runId: string | null,
  backbone: string | null,
): Q {
  return query.where('run_id', 'is', runId).where('backbone', 'is', backbone);
}

/** The photos of a set with what they show, by the products that are registered now. */
async function photosOf(project: OpenProject, id: number): Promise<KnownPhoto[]> {
  const { db } = project;
  const set = await db.selectFrom('evaluation_sets').select('photos').where('id', '=', id).executeTakeFirst();
  if (!set) throw new StudioError('not-found', 'This set is not in the project any more.');
  const { names, references } = await knownProducts(project);
  const classes = new Map(
    (await db.selectFrom('classes').select(['id', 'name']).execute()).map((row) => [row.id, row.name]),
  );
  const rows = await db.selectFrom('photos').select(['id', 'extension', 'box']).execute();
  const files = new Map(rows.map((row) => [row.id, row]));
  return SetPhotos.parse(JSON.parse(set.photos)).flatMap(({ id: photoId, classId, label }) => {
    const file = files.get(photoId);
    const name = (classId !== null && classes.get(classId)) || label;
    // One that was registered since would find itself.
    if (!file || references.has(photoId)) return [];
    return [{ ...file, shows: name, truth: name === null ? null : (names.get(foldName(name)) ?? null) }];
  });
}
