import type { Context } from '../context';
import type { OpenProject } from '../project/open-project';
import type { Recogniser } from './recogniser';
import { reembed } from './reembed';

/**
 * Does what describes photos with the model in use and registers them: as a job, for which closing the project and letting
 * the model go wait. Where another model takes its place meanwhile, that one describes them too.
 */
export function describing<T>(
  { jobs, project, recogniser, closing }: Context,
  work: (project: OpenProject, model: Recogniser) => Promise<T>,
): Promise<T> {
  return jobs.quietly(async () => {
    const open = project();
    const model = await recogniser();
    const result = await work(open, model);
    // What fails now is done when the project is opened.
    await recogniser()
      .then((now) => (now === model ? undefined : reembed(open, now, { closing })))
      .catch(() => {});
    return result;
  });
}

/** Describes, as a job too, what the model in use has not described. */
export const describeMissing = ({ jobs, project, recogniser, closing }: Context): Promise<void> =>
  jobs.quietly(async () => reembed(project(), await recogniser(), { closing }));
