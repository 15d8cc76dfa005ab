import { StudioError } from '@shared/errors';
import type { OpenProject } from '../project/open-project';

const wanted = 128;
const needed = 16;

/**
 * Paths of up to 128 of the project's photos, registered ones among them, to measure a backbone's channels on. In the
 * order of their hashes, which is a fair draw and the same every time. Throws `no-photos` below 16.
 */
export async function ordinaryPhotos(project: OpenProject): Promise<string[]> {
  const photos = await project.db
    .selectFrom('photos')
    .select(['id', 'extension'])
    .where('removed_at', 'is', null)
    .union(project.db.selectFrom('product_references').select(['photo_id as id', 'extension']))
    .execute();
  const byId = new Map(photos.map((photo) => [photo.id, photo]));
  if (byId.size < needed)
    throw new StudioError(
      'no-photos',
      `New weights are measured on ${needed} photos or more, and this project has ${byId.size}. Import photos first.`,
    );
  return [...byId.keys()]
    .sort()
    .slice(0, wanted)
    .map((id) => project.files.pathOf(byId.get(id)!));
}
