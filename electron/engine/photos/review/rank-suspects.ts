import { stat } from 'node:fs/promises';
import type { LabelSuspect } from '@shared/review';
import { StudioError } from '@shared/errors';
import type { OpenProject } from '../../project/open-project';
import { Recogniser } from '../../recognition/recogniser';
import type { PhotoFile } from '../decode';
import { findPhotos } from '../find-photos';
import { boxOfRow } from '../photo-paths';
import { nearestNeighbours } from './neighbours';
import { neighbourCount, suspicions } from './suspects';

/** A photo with its label. */
export interface Labelled extends PhotoFile {
  label: string;
}

export interface RankedSuspects {
  /** All photos that could be read, the label that looks most wrong first. */
  suspects: LabelSuspect[];
  /** Paths of photos that could not be read. */
  unread: string[];
}

/**
 * Ranks photos by how wrong their labels look.
 * @param embed makes their embeddings, as `embedPhotos` does
 * @throws StudioError `no-photos` where nothing is labelled, `cancelled`
 */
export async function rankSuspects<P extends Labelled>(
  photos: readonly P[],
  embed: (photos: readonly P[]) => Promise<(Float32Array | null)[]>,
): Promise<RankedSuspects> {
  if (!photos.length) throw new StudioError('no-photos', 'There are no labelled photos here.');
  const embeddings = await embed(photos);
  const read = photos.filter((_, i) => embeddings[i]);
  const neighbours = await nearestNeighbours(
    embeddings.filter((one) => one !== null),
    neighbourCount,
  );
  const labels = read.map(({ label }) => label);
  const suspects = suspicions(labels, neighbours)
    .map((one, i) => ({ path: read[i].path, label: labels[i], ...one }))
    .sort((a, b) => b.suspicion - a.suspicion);
  return { suspects, unread: photos.filter((_, i) => !embeddings[i]).map(({ path }) => path) };
}

/** The photos of a folder of classes. Throws `not-found`. */
export async function labelledInFolder(folder: string): Promise<Labelled[]> {
  if (!(await stat(folder).catch(() => null))?.isDirectory())
    throw new StudioError('not-found', `There is no folder ${folder}.`, folder);
  const photos = await findPhotos([folder]);
  return photos.flatMap(({ path, className }) =>
    className === null ? [] : [{ path, box: null, label: className }],
  );
}

/** The labelled photos of a project. */
export async function labelledInProject({ db, files }: OpenProject): Promise<(Labelled & { id: string })[]> {
  const rows = await db
    .selectFrom('photos')
    .innerJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .select(['photos.id', 'photos.extension', 'photos.box', 'classes.name as label'])
    .orderBy('photos.id')
    .execute();
  return rows.map((row) => ({ id: row.id, label: row.label, path: files.pathOf(row), box: boxOfRow(row) }));
}

/** The network that a folder without a project is looked at with. */
export const bundledRecogniser = (): Promise<Recogniser> => Recogniser.load(null, null, null);
