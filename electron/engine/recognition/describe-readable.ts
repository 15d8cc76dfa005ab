import { nothingIfBroken, type PhotoFile } from '../photos/decode';
import type { Descriptor } from './gallery';
import type { Recogniser } from './recogniser';

/** Descriptors of photos, in their order; `null` for one that cannot be read. One by one only where one is broken. */
export async function describeReadable(
  recogniser: Recogniser,
  photos: readonly PhotoFile[],
): Promise<(Descriptor | null)[]> {
  try {
    return await recogniser.describe(photos);
  } catch (error) {
    nothingIfBroken(error);
    return Promise.all(
      photos.map((photo) => recogniser.describe([photo]).then(([one]) => one, nothingIfBroken)),
    );
  }
}
