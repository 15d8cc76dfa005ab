import { StudioError } from '@shared/errors';
import { assertBackbone } from '../backbones/backbone-files';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { loadRecogniser, type ModelChoice, readChoice } from './model-choice';
import { forgetOtherModels, reembed } from './reembed';

/** Recognises with a run's weights from now on, or with `null` with the backbone's own. */
export function useModel(context: Context, runId: string | null, job?: Job): Promise<void> {
  return change(context, { modelRunId: runId }, job);
}

/** Recognises with another backbone from now on, or with `null` with the bundled one. Throws `not-found`. */
export async function useBackbone(context: Context, name: string | null, job?: Job): Promise<void> {
  if (name !== null) await assertBackbone(context.project(), name);
  await change(context, { backbone: name }, job);
}

/** Describes the gallery with the other model, while the old one answers, and switches in one step. */
async function change(context: Context, changed: Partial<ModelChoice>, job?: Job): Promise<void> {
  const project = context.project();
  const next = await loadRecogniser(project, { ...(await readChoice(project)), ...changed });
  try {
    await reembed(project, next, job);
    for (const key of Object.keys(changed) as (keyof ModelChoice)[])
      await project.settings.set(key, changed[key] ?? null);
    // They were fitted to the scores of the model before.
    await project.settings.set('productShifts', null);
    // Another project may have been opened meanwhile; its model is another.
    if (context.project() !== project) throw new StudioError('cancelled', 'The project was closed.');
  } catch (error) {
    await next.release();
    throw error;
  }
  context.replaceRecogniser(next);
  // Once more, for what was registered with the old model, or cropped, meanwhile.
  await reembed(project, next);
  await forgetOtherModels(project, next.version);
  context.emit('project.changed', { what: 'model' });
}
