import { join } from 'node:path';
import type { Job } from '../../jobs';
import type { OpenProject } from '../../project/open-project';
import type { ProjectPaths } from '../../project/paths';
import type { Recogniser } from '../../recognition/recogniser';
import type { PhotoFile } from '../decode';
import { embedPhotos } from './embed-photos';
import { EmbeddingStore } from './embedding-store';

type DatasetFile = PhotoFile & { id: string };

/** So many more than there are photos are kept, for crops that are undone. */
const spare = 2;

/** Where a project keeps the embeddings of its photos. */
export const embeddingFolder = ({ cache }: ProjectPaths): string => join(cache, 'embeddings');

/**
 * Embeddings of a project's photos in their order, `null` for one that cannot be read: those that this model has made
 * before are read from the cache, and what is made is kept even when the rest is cancelled. Throws `cancelled`.
 */
export async function embedDataset(
  project: OpenProject,
  recogniser: Recogniser,
  photos: readonly DatasetFile[],
  job: Job,
): Promise<(Float32Array | null)[]> {
  // On a full disk or in a folder that cannot be written to it is done without.
  const store = await EmbeddingStore.open(embeddingFolder(project.paths), recogniser.version).catch(
    () => null,
  );
  if (!store) return embedPhotos(recogniser, photos, job);
  try {
    const found = await embedPhotos(recogniser, photos, job, {
      embeddings: store.read(photos.map(keyOf)),
      add: (made) =>
        tryTo(() => store.write(made.map(({ photo, embedding }) => ({ key: keyOf(photo), embedding })))),
    });
    const { count } = await countPhotos(project);
    tryTo(() => store.bound(spare * count));
    return found;
  } finally {
    store.close();
  }
}

/** A photo's content and what is seen of it. */
const keyOf = ({ id, box }: DatasetFile): string => JSON.stringify([id, box]);

const countPhotos = ({ db }: OpenProject) =>
  db
    .selectFrom('photos')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();

function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    // The cache is as it was.
  }
}
