import type { ScoredPhoto } from './domain';

/**
 * Thresholds of single products: by how much each lies above the common one, in log-odds of the score, by product. What
 * reaches the common threshold after its score is lowered so much, reaches the product's own.
 */
export type ProductShifts = ReadonlyMap<string, number>;

/**
 * Half-way between what is like a product without showing it and what shows it: the mean log-odds of its own photos and
 * of the strangers nearest to it, each shrunk to the mean of all products as little evidence asks for (empirical Bayes:
 * Efron and Morris, JASA 1975). Photos of one stranger are like one another, so a kind of stranger counts once.
 */
export function fitShifts(photos: readonly ScoredPhoto[]): ProductShifts {
  const own = new Map<string, number[]>();
  const kinds = new Map<string, Map<string, number[]>>();
  for (const { truth, nearest, shows, photoId, score } of photos) {
    if (truth === nearest) push(own, nearest, logOdds(score));
    if (truth !== null) continue;
    const of = kinds.get(nearest) ?? new Map<string, number[]>();
    kinds.set(nearest, of);
    push(of, shows ?? photoId, logOdds(score));
  }
  const strangers = new Map([...kinds].map(([name, of]) => [name, [...of.values()].map(mean)]));
  const [a, b] = [shrunkMeans(own), shrunkMeans(strangers)];
  const names = new Set([...a.keys(), ...b.keys()]);
  return new Map([...names].map((name) => [name, ((a.get(name) ?? 0) + (b.get(name) ?? 0)) / 2]));
}

/** Photos with scores lowered by shifts that the other half of them was fitted to, so that the figures stay honest. */
export function crossFitted(photos: readonly ScoredPhoto[]): ScoredPhoto[] {
  const isOdd = ({ photoId }: ScoredPhoto) => parseInt(photoId.slice(-1), 16) % 2 === 1;
  const odd = fitShifts(photos.filter(isOdd));
  const even = fitShifts(photos.filter((photo) => !isOdd(photo)));
  return photos.map((photo) => shifted(photo, isOdd(photo) ? even : odd));
}

export const shifted = (photo: ScoredPhoto, shifts: ProductShifts): ScoredPhoto => ({
  ...photo,
  score: moveScore(photo.score, -(shifts.get(photo.nearest) ?? 0)),
});

/** A score, or a threshold, moved in log-odds. */
export function moveScore(score: number, by: number): number {
  return by === 0 ? score : 1 / (1 + Math.exp(-logOdds(score) - by));
}

/**
 * How far each group's mean lies from that of all, times n / (n + σ²/τ²): σ² within the groups, τ² between them, both by
 * the method of moments. Nothing where the groups do not differ more than chance has it, or none has two values.
 */
export function shrunkMeans(groups: ReadonlyMap<string, readonly number[]>): Map<string, number> {
  const all = [...groups.values()].flat();
  const degrees = groups.size - 1;
  if (degrees < 1 || all.length <= groups.size) return new Map();
  const centre = mean(all);
  let [within, between, squares] = [0, 0, 0];
  for (const values of groups.values()) {
    const own = mean(values);
    within += values.reduce((sum, value) => sum + (value - own) ** 2, 0);
    between += values.length * (own - centre) ** 2;
    squares += values.length ** 2;
  }
  const noise = within / (all.length - groups.size);
  const spread = (between / degrees - noise) / ((all.length - squares / all.length) / degrees);
  if (spread <= 0) return new Map();
  return new Map(
    [...groups].map(([name, values]) => [
      name,
      ((mean(values) - centre) * values.length) / (values.length + noise / spread),
    ]),
  );
}

const farthest = 20;

const logOdds = (score: number): number =>
  score <= 0
    ? -farthest
    : score >= 1
      ? farthest
      : Math.max(-farthest, Math.min(farthest, Math.log(score / (1 - score))));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function push(groups: Map<string, number[]>, name: string, value: number): void {
  const values = groups.get(name);
  if (values) values.push(value);
  else groups.set(name, [value]);
}
