import { assertBackbone } from '../backbones/backbone-files';
import type { Context } from '../context';
import type { Job } from '../jobs';
import type { OpenProject } from '../project/open-project';
import { forgetResults } from './evaluation-sets';
import { loadRecogniser, type ModelChoice, readChoice } from './model-choice';
import { reembed } from './reembed';

/** Recognises with a run's weights from now on, or with `null` with the backbone's own. */
export function useModel(context: Context, runId: string | null, job?: Job): Promise<void> {
  return change(context, { modelRunId: runId }, job);
}

/** Recognises with another backbone from now on, or with `null` with the bundled one. Throws `not-found`. */
export async function useBackbone(context: Context, name: string | null, job?: Job): Promise<void> {
  if (name !== null) await assertBackbone(context.project(), name);
  await change(context, { backbone: name }, job);
}

const change = (context: Context, changed: Partial<ModelChoice>, job?: Job): Promise<void> =>
  context.changeModel(() => switchModel(context, changed, job));

/**
 * Describes the gallery with the other model, while the old one answers, and switches in one step. Where the project
 * closes meanwhile, the model is chosen and describes the gallery when that is opened again.
 */
async function switchModel(context: Context, changed: Partial<ModelChoice>, job?: Job): Promise<void> {
  const [project, closing] = [context.project(), context.closing];
  const next = await loadRecogniser(project, { ...(await readChoice(project)), ...changed });
  try {
    await reembed(project, next, { job, closing });
    await choose(project, changed);
  } catch (error) {
    await next.release();
    throw error;
  }
  if (closing.aborted) return next.release();
  context.replaceRecogniser(next);
  // Once more, for what was registered with the old model, or cropped, meanwhile.
  await reembed(project, next, { closing });
  context.emit('project.changed', { what: 'model' });
}

async function choose(project: OpenProject, changed: Partial<ModelChoice>): Promise<void> {
  for (const key of Object.keys(changed) as (keyof ModelChoice)[])
    await project.settings.set(key, changed[key] ?? null);
  // They were fitted to the scores of the model before.
  await project.settings.set('productShifts', null);
  // What this model said once was with another threshold, and with shifts of its own.
  await forgetResults(project);
}
