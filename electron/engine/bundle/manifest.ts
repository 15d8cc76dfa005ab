import { createHash } from 'node:crypto';
import type { PrecisionFigures } from '@shared/domain';
import { bundleVersion } from './runners/node/bundle.mjs';

/** A file of a bundle: its path in it, with `/`, and its bytes. */
export interface BundleFile {
  path: string;
  data: Uint8Array;
}

/** `manifest.json`: what the bundle holds, so that a reader can tell that all of it is there and as it was. */
export function manifestOf(model: string, models: readonly PrecisionFigures[], files: readonly BundleFile[]) {
  return {
    format: 'ramune-bundle',
    version: bundleVersion,
    made: new Date().toISOString(),
    model,
    models,
    files: files.map(({ path, data }) => ({
      path,
      bytes: data.length,
      sha256: createHash('sha256').update(data).digest('hex'),
    })),
  };
}
