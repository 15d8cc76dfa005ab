import type { Recogniser } from '../../recognition/recogniser';
import type { Job } from '../../jobs';
import type { PhotoFile } from '../decode';

const atOnce = 16;

/** What is known of some photos before, and is told what is made of others. */
export interface Known<P> {
  /** Of each photo; `null` where it has to be made. */
  embeddings: readonly (Float32Array | null)[];
  add(made: readonly { photo: P; embedding: Float32Array }[]): void;
}

/** Embeddings of photos by the project's own recogniser, in their order; `null` for one that cannot be read. Throws `cancelled`. */
export async function embedPhotos<P extends PhotoFile>(
  recogniser: Recogniser,
  photos: readonly P[],
  job: Job,
  known?: Known<P>,
): Promise<(Float32Array | null)[]> {
  const out = photos.map((_, i) => known?.embeddings[i] ?? null);
  const missing = [...photos.keys()].filter((i) => !out[i]);
  for (let start = 0; start < missing.length; start += atOnce) {
    job.throwIfCancelled();
    const group = missing.slice(start, start + atOnce);
    const made = await embedGroup(
      recogniser,
      group.map((i) => photos[i]),
    );
    group.forEach((i, k) => (out[i] = made[k]));
    known?.add(made.flatMap((embedding, k) => (embedding ? [{ photo: photos[group[k]], embedding }] : [])));
    job.report(start + group.length, missing.length);
  }
  return out;
}

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
