import { join } from 'node:path';
import { z } from 'zod';
import type { Job } from '../../jobs';
import type { OpenProject } from '../../project/open-project';
import type { PhotoFile } from '../decode';
import { fromJson, makeOnce, type Seen, toJson } from '../photo-cache';
import { measureQuality, type Quality } from './quality';

const atOnce = 8;
/** Whatever is measured otherwise is kept under another name. */
const cacheFile = 'quality-1.db';

const Kept = z
  .object({
    sharpness: z.number(),
    brightness: z.number(),
    black: z.number(),
    white: z.number(),
    hash: z.string().regex(/^[0-9a-f]{1,16}$/),
  })
  .transform(({ hash, ...rest }): Quality => ({ ...rest, hash: BigInt(`0x${hash}`) }));

/**
 * The quality of a project's photos in their order, `null` for one that cannot be read; what was measured before is read
 * from the cache. Throws `cancelled`.
 */
export function measurePhotos(
  project: OpenProject,
  photos: readonly (PhotoFile & Seen)[],
  job: Job,
): Promise<(Quality | null)[]> {
  const path = join(project.paths.cache, cacheFile);
  return makeOnce<PhotoFile & Seen, Quality>(project, photos, job, {
    path,
    atOnce,
    make: measureEach,
    toBytes,
    fromBytes: fromJson(Kept),
  });
}

const measureEach = (photos: readonly PhotoFile[]) =>
  Promise.all(photos.map(({ path, box }) => measureQuality(path, box).catch(() => null)));

const toBytes = ({ hash, ...rest }: Quality) => toJson({ ...rest, hash: hash.toString(16) });
