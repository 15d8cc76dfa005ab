import type { Box } from '@shared/box';
import type { Job } from '../../jobs';
import type { OpenProject } from '../../project/open-project';
import { pathOfPhoto } from '../photo-paths';
import { differenceBox, readSmall } from './background';

const atOnce = 8;

/** Compares photos with the empty scene. Throws `not-found`, `cancelled`. */
export async function suggestBoxes(
  project: OpenProject,
  ids: readonly string[],
  emptyId: string,
  job: Job,
): Promise<{ id: string; box: Box | null }[]> {
  const empty = await pathOfPhoto(project, emptyId);
  const found: { id: string; box: Box | null }[] = [];
  for (let start = 0; start < ids.length; start += atOnce) {
    job.throwIfCancelled();
    const group = ids.slice(start, start + atOnce);
    found.push(...(await Promise.all(group.map((id) => suggest(project, id, empty)))));
    job.report(found.length, ids.length);
  }
  return found;
}

async function suggest(project: OpenProject, id: string, empty: string) {
  const size = await project.db
    .selectFrom('photos')
    .select(['width', 'height'])
    .where('id', '=', id)
    .executeTakeFirst();
  const photo = await readSmall(await pathOfPhoto(project, id));
  return { id, box: size ? differenceBox(photo, await readSmall(empty, photo), size) : null };
}
