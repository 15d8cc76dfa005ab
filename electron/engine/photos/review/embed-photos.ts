import type { Recogniser } from '../../recognition/recogniser';
import type { Job } from '../../jobs';
import { nothingIfBroken, type PhotoFile } from '../decode';

/** Photos that go through the network together. */
export const embeddedAtOnce = 16;

/** Embeddings of photos, in their order; `null` for one that cannot be read. Throws `cancelled`. */
export async function embedPhotos(
  recogniser: Recogniser,
  photos: readonly PhotoFile[],
  job: Job,
): Promise<(Float32Array | null)[]> {
  const out: (Float32Array | null)[] = [];
  while (out.length < photos.length) {
    job.throwIfCancelled();
    out.push(...(await embedGroup(recogniser, photos.slice(out.length, out.length + embeddedAtOnce))));
    job.report(out.length, photos.length);
  }
  return out;
}

/** All at once, and one by one where one of them is broken. */
export async function embedGroup(
  recogniser: Recogniser,
  group: readonly PhotoFile[],
): Promise<(Float32Array | null)[]> {
  const describe = async (files: readonly PhotoFile[]) =>
    (await recogniser.describe(files)).map(({ embedding }) => embedding);
  try {
    return await describe(group);
  } catch (error) {
    nothingIfBroken(error);
    return Promise.all(group.map((file) => describe([file]).then(([one]) => one, nothingIfBroken)));
  }
}
