import type { Recogniser } from '../../recognition/recogniser';
import type { Job } from '../../jobs';
import type { PhotoFile } from '../decode';

const atOnce = 16;

/**
 * Embeddings of photos by the project's own recogniser, in their order; `null` for one that cannot be read. Those in
 * `known`, by what `keyOf` says, are not made again, and the others are added to it. Throws `cancelled`.
 */
export async function embedPhotos<P extends PhotoFile>(
  recogniser: Recogniser,
  photos: readonly P[],
  job: Job,
  known = new Map<string, Float32Array>(),
  keyOf = (photo: P): string => keyOfPhoto(photo, recogniser),
): Promise<(Float32Array | null)[]> {
  const missing = photos.filter((photo) => !known.has(keyOf(photo)));
  for (let start = 0; start < missing.length; start += atOnce) {
    job.throwIfCancelled();
    const group = missing.slice(start, start + atOnce);
    const made = await embedGroup(recogniser, group);
    made.forEach((embedding, i) => embedding && known.set(keyOf(group[i]), embedding));
    job.report(start + group.length, missing.length);
  }
  return photos.map((photo) => known.get(keyOf(photo)) ?? null);
}

const keyOfPhoto = ({ path, box }: PhotoFile, { version }: Recogniser) =>
  JSON.stringify([version, path, box]);

/** All at once, and one by one where one of them is broken. */
async function embedGroup(
  recogniser: Recogniser,
  group: readonly PhotoFile[],
): Promise<(Float32Array | null)[]> {
  const describe = async (files: readonly PhotoFile[]) =>
    (await recogniser.describe(files)).map(({ embedding }) => embedding);
  try {
    return await describe(group);
  } catch {
    const each = group.map((file) =>
      describe([file]).then(
        ([one]) => one,
        () => null,
      ),
    );
    return Promise.all(each);
  }
}
