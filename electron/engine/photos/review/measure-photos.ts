import { join } from 'node:path';
import { z } from 'zod';
import type { Job } from '../../jobs';
import type { OpenProject } from '../../project/open-project';
import type { PhotoFile } from '../decode';
import { mostKept, PhotoCache, type Seen } from '../photo-cache';
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
export async function measurePhotos(
  project: OpenProject,
  photos: readonly (PhotoFile & Seen)[],
  job: Job,
): Promise<(Quality | null)[]> {
  const cache = await PhotoCache.open(join(project.paths.cache, cacheFile));
  try {
    const out = cache.read(photos).map(fromBytes);
    const missing = [...photos.keys()].filter((i) => !out[i]);
    for (let start = 0; start < missing.length; start += atOnce) {
      job.throwIfCancelled();
      const group = missing.slice(start, start + atOnce);
      const made = await Promise.all(
        group.map((i) => measureQuality(photos[i].path, photos[i].box).catch(() => null)),
      );
      group.forEach((i, k) => (out[i] = made[k]));
      cache.write(
        made.flatMap((quality, k) => (quality ? [{ photo: photos[group[k]], value: toBytes(quality) }] : [])),
      );
      job.report(start + group.length, missing.length);
    }
    job.report(photos.length, photos.length); // also where nothing was missing
    cache.bound(await mostKept(project));
    return out;
  } finally {
    cache.close();
  }
}

const toBytes = ({ hash, ...rest }: Quality) =>
  Buffer.from(JSON.stringify({ ...rest, hash: hash.toString(16) }));

function fromBytes(bytes: Uint8Array | null): Quality | null {
  if (!bytes) return null;
  try {
    return Kept.parse(JSON.parse(Buffer.from(bytes).toString()));
  } catch {
    return null;
  }
}
