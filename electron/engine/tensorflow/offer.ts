import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Parts of names that stay inside the folder they are put in. */
const path = z.string().regex(/^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/);

/** Native TensorFlow as a download: what a packaged studio was told of it when it was built. */
export const TensorFlowOffer = z.object({
  /** Names the folder it is kept in, so that another version is fetched anew. */
  version: path,
  /** Address of the folder that the files are in. */
  url: z.url({ protocol: /^https?$/ }),
  /** `bytes` and `sha256` are those of `<path>.gz`, which is fetched. */
  files: z.array(
    z.object({ path, bytes: z.number().int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});
export type TensorFlowOffer = z.infer<typeof TensorFlowOffer>;

/** What is loaded of it. */
const entry = 'index.cjs';

/**
 * Where a fetched TensorFlow is kept, and what there is to fetch. Main names both: RAMUNE_TENSORFLOW is a folder of the
 * user's, RAMUNE_TENSORFLOW_OFFER a file that came with the studio.
 */
export function tensorFlowOffer(): { folder: string; offer: TensorFlowOffer } | null {
  const { RAMUNE_TENSORFLOW: kept, RAMUNE_TENSORFLOW_OFFER: file } = process.env;
  if (!kept || !file || !existsSync(file)) return null;
  const offer = TensorFlowOffer.parse(JSON.parse(readFileSync(file, 'utf8')));
  return { folder: join(kept, offer.version), offer };
}

/** The module to load of a TensorFlow that was fetched; `null` before it was. */
export function fetchedTensorFlow(): string | null {
  const found = tensorFlowOffer();
  if (!found) return null;
  const path = join(found.folder, entry);
  return existsSync(path) ? path : null;
}

/** Bytes to fetch; `null` where there is nothing to be had. */
export function tensorFlowBytes(): number | null {
  const found = tensorFlowOffer();
  return found && found.offer.files.reduce((sum, { bytes }) => sum + bytes, 0);
}
