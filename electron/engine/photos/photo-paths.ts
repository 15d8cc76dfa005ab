import { Box } from '@shared/box';
import { StudioError } from '@shared/errors';
import type { PhotoSource } from '@shared/domain';
import type { OpenProject } from '../project/open-project';
import type { PhotoFile } from './decode';
import { endingOf, hashOfFile, type StoredPhoto } from './photo-files';

/** Where a photo's original is: of the dataset, of a registered product, or recognised lately. Throws `not-found`. */
export async function pathOfPhoto(project: OpenProject, id: string): Promise<string> {
  const stored = await findStored(project, id);
  const path = stored ? project.files.pathOf(stored) : await project.files.findQuery(id);
  if (!path) throw new StudioError('not-found', 'This photo is not in the project any more.', id);
  return path;
}

/** A photo where it is now, inside the project or not, and what of it is looked at. Throws `not-found`. */
export async function findPhoto(project: OpenProject, source: PhotoSource): Promise<StoredPhoto & PhotoFile> {
  const path = 'path' in source ? source.path : await pathOfPhoto(project, source.photoId);
  const id = 'path' in source ? await hashOfFile(path) : source.photoId;
  const row = await project.db.selectFrom('photos').select('box').where('id', '=', id).executeTakeFirst();
  return { id, extension: endingOf(path), path, box: row ? boxOfRow(row) : null };
}

/** A row's crop box; `null` for all of the photo. */
export const boxOfRow = ({ box }: { box: string | null }): Box | null =>
  box === null ? null : Box.parse(JSON.parse(box));

async function findStored({ db }: OpenProject, id: string): Promise<StoredPhoto | undefined> {
  const columns = ['extension'] as const;
  const row =
    (await db.selectFrom('photos').select(columns).where('id', '=', id).executeTakeFirst()) ??
    (await db.selectFrom('product_references').select(columns).where('photo_id', '=', id).executeTakeFirst());
  return row && { id, extension: row.extension };
}
