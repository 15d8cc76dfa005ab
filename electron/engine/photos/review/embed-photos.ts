import type { Recogniser } from '../../recognition/recogniser';
import type { Job } from '../../jobs';
import { describeReadable } from '../../recognition/describe-readable';
import type { PhotoFile } from '../decode';

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

/** The same of photos that go through the network together. */
export async function embedGroup(
  recogniser: Recogniser,
  group: readonly PhotoFile[],
): Promise<(Float32Array | null)[]> {
  return (await describeReadable(recogniser, group)).map((one) => one && one.embedding);
}
