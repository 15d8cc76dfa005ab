import { join } from 'node:path';
import type { Job } from '../../jobs';
import { embeddingSize } from '../../network/unit';
import type { OpenProject } from '../../project/open-project';
import type { ProjectPaths } from '../../project/paths';
import type { Recogniser } from '../../recognition/recogniser';
import type { PhotoFile } from '../decode';
import { makeOnce, type Seen } from '../photo-cache';
import { embedGroup, embeddedAtOnce } from './embed-photos';

/** Where a project keeps the embeddings of its photos, a file a model. */
export const embeddingFolder = ({ cache }: ProjectPaths): string => join(cache, 'embeddings');

/**
 * Embeddings of a project's photos in their order, `null` for one that cannot be read: those that this model has made
 * before are read from the cache, and what is made is kept even when the rest is cancelled. Throws `cancelled`.
 */
export function embedDataset<P extends PhotoFile & Seen>(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly P[],
  job: Job,
): Promise<(Float32Array | null)[]> {
  const path = join(embeddingFolder(project.paths), `${recogniser.version}.db`);
  const make = (group: readonly P[]) => embedGroup(recogniser, group);
  return makeOnce(project, photos, job, { path, atOnce: embeddedAtOnce, make, toBytes, fromBytes });
}

const toBytes = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** A copy, because the bytes need not begin at a multiple of four. */
const fromBytes = (bytes: Uint8Array): Float32Array | null =>
  bytes.length === embeddingSize * 4 ? new Float32Array(Uint8Array.from(bytes).buffer) : null;
