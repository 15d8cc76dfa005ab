import type { Box, Size } from '@shared/box';
import { detect, mainDetection } from '../../detector/detect';
import type { Job } from '../../jobs';
import type { OpenProject } from '../../project/open-project';
import { nothingIfBroken } from '../decode';
import { pathOfPhoto } from '../photo-paths';
import { differenceBox, readSmall } from './background';

const atOnce = 8;

/** Finds the product in the photo at `path`, whose size is `size` upright. */
type Find = (path: string, size: Size) => Promise<Box | null>;

/**
 * Suggests a box for each photo: by comparing it with the photo of the empty scene, or with `null` by the detector.
 * Throws `not-found`, `no-detector`, `cancelled`.
 */
export async function suggestBoxes(
  project: OpenProject,
  ids: readonly string[],
  emptyId: string | null,
  job: Job,
): Promise<{ id: string; box: Box | null }[]> {
  const find = emptyId === null ? findPackage : findNew(await pathOfPhoto(project, emptyId));
  const found: { id: string; box: Box | null }[] = [];
  for (let start = 0; start < ids.length; start += atOnce) {
    job.throwIfCancelled();
    const group = ids.slice(start, start + atOnce);
    found.push(...(await Promise.all(group.map((id) => suggest(project, id, find)))));
    job.report(found.length, ids.length);
  }
  return found;
}

const findPackage: Find = async (path, size) =>
  mainDetection((await detect(path, size).catch(nothingIfBroken)) ?? [])?.box ?? null;

const findNew =
  (empty: string): Find =>
  async (path, size) => {
    const photo = await readSmall(path).catch(nothingIfBroken);
    return photo && differenceBox(photo, await readSmall(empty, photo), size);
  };

async function suggest(project: OpenProject, id: string, find: Find) {
  const size = await project.db
    .selectFrom('photos')
    .select(['width', 'height'])
    .where('id', '=', id)
    .executeTakeFirst();
  const path = await pathOfPhoto(project, id);
  return { id, box: size ? await find(path, size) : null };
}
