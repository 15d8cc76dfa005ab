import { setImmediate } from 'node:timers/promises';
import type { PhotoMap } from '@shared/domain';
import { Random } from '@shared/random';
import type { Context } from '../../context';
import type { Job } from '../../jobs';
import { comparePhotos } from '../review/compare-photos';
import { findOutliers } from '../review/outliers';
import { fuzzyGraph } from './fuzzy-graph';
import { layOut } from './layout';
import { onMainPlane } from './principal';

/** As many neighbours each photo is drawn towards; more show the whole, fewer the detail. */
const neighbourCount = 15;

/** Lays all photos out by what they show: like ones near each other (UMAP). The same photos give the same map. */
export async function mapPhotos(context: Context, job: Job): Promise<PhotoMap> {
  const { photos, read, embeddings, neighbours } = await comparePhotos(
    context.project(),
    await context.recogniser(),
    job,
  );
  const random = new Random(1);
  const points = onMainPlane(embeddings, random);
  const nearest = neighbours.map(({ index, cosine }) => ({
    index: index.subarray(0, neighbourCount),
    cosine: cosine.subarray(0, neighbourCount),
  }));
  await layOut(points, fuzzyGraph(nearest), random, async (done, total) => {
    job.throwIfCancelled();
    job.report(done, total);
    await setImmediate();
  });
  const ids = read.map((i) => photos[i].id);
  return { ids, points, outliers: findOutliers(neighbours).map(({ at }) => ids[at]) };
}
