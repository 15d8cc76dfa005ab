import { Random } from '../../shared/random';
import type { Job } from '../../electron/engine/jobs';
import { embedPhotos } from '../../electron/engine/photos/review/embed-photos';
import { nearestNeighbours } from '../../electron/engine/photos/review/neighbours';
import { neighbourCount, suspicions } from '../../electron/engine/photos/review/suspects';
import type { Recogniser } from '../../electron/engine/recognition/recogniser';

export interface LabelledPath {
  path: string;
  label: string;
}

/** Gives 5 % of photos another label, by seed. */
function plantWrongLabels(photos: readonly LabelledPath[], seed: number) {
  const random = new Random(seed, 50);
  const classes = [...new Set(photos.map(({ label }) => label))];
  const wrong = new Set(random.shuffled([...photos.keys()]).slice(0, Math.round(photos.length * 0.05)));
  const labels = photos.map(({ label }, i) => {
    if (!wrong.has(i)) return label;
    const others = classes.filter((one) => one !== label);
    return others[random.below(others.length)];
  });
  return { wrong, labels };
}

/** Share of planted wrong labels that are in the first tenth of the list of suspects, for each seed. */
export async function plantedFound(
  recogniser: Recogniser,
  photos: readonly LabelledPath[],
  seeds: readonly number[],
  job: Job,
): Promise<number[]> {
  const embeddings = await embedPhotos(
    recogniser,
    photos.map(({ path }) => ({ path, box: null })),
    job,
  );
  const neighbours = await nearestNeighbours(
    embeddings.map((one) => one!),
    neighbourCount,
  );
  return seeds.map((seed) => {
    const { wrong, labels } = plantWrongLabels(photos, seed);
    const order = suspicions(labels, neighbours)
      .map(({ suspicion }, i) => ({ suspicion, i }))
      .sort((a, b) => b.suspicion - a.suspicion);
    const first = order.slice(0, Math.floor(photos.length / 10));
    return first.filter(({ i }) => wrong.has(i)).length / wrong.size;
  });
}
