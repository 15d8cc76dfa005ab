import type { Context } from '../context';
import type { Job } from '../jobs';
import { RunStore } from '../training/run-store';
import { Recogniser } from './recogniser';
import { reembed } from './registry';

/** Embeds the gallery with another model's weights and only then switches to it. */
export async function useModel(context: Context, runId: string | null, job?: Job): Promise<void> {
  const project = context.project();
  const path = runId ? new RunStore(project.paths.runs).bestPath(runId) : null;
  const next = await Recogniser.load(runId, path);
  try {
    await reembed(project, next, job);
    await project.settings.set('modelRunId', runId);
  } catch (error) {
    await next.release();
    throw error;
  }
  await context.replaceRecogniser(next);
  // Once more, for what was registered with the old model meanwhile.
  await reembed(project, next);
  context.emit('project.changed', { what: 'model' });
}
