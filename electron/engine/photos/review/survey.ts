import type { Job } from '../../jobs';
import type { OpenProject } from '../../project/open-project';
import type { Recogniser } from '../../recognition/recogniser';
import { type Comparison, comparePhotos } from './compare-photos';
import { joinAlike } from './duplicates';
import { Groups, joinBursts } from './groups';
import { measurePhotos } from './measure-photos';
import type { Quality } from './quality';

/** All photos of a project, with what was measured of each, and those alike in groups. */
export interface Survey extends Comparison {
  /** Of each of `photos`; `null` where it cannot be read. */
  quality: (Quality | null)[];
  /** Of each of `read`: those that show nearly the same, and those that must not be torn apart by a split. */
  groups: Int32Array;
  together: Int32Array;
}

/** Looks over all photos; the second time only at those that are new or cropped anew. Throws `cancelled`. */
export async function surveyPhotos(project: OpenProject, recogniser: Recogniser, job: Job): Promise<Survey> {
  const compared = await comparePhotos(project, recogniser, job);
  const quality = await measurePhotos(project, compared.photos, job);
  const hashes = compared.read.map((i) => quality[i]?.hash ?? null);
  const groups = new Groups(hashes.length);
  joinAlike(groups, compared.neighbours, hashes);
  const alike = groups.lowest();
  joinBursts(
    groups,
    compared.read.map((i) => compared.photos[i].takenAt),
  );
  const survey = { ...compared, quality, groups: alike, together: groups.lowest() };
  surveyed.set(project, new Map(compared.read.map((at, i) => [compared.photos[at].id, alike[i]])));
  return survey;
}

/** Which photos show nearly the same, as it was when they were last looked over; `undefined` before that. */
const surveyed = new WeakMap<OpenProject, Map<string, number>>();
export const knownGroups = (project: OpenProject): ReadonlyMap<string, number> | undefined =>
  surveyed.get(project);
