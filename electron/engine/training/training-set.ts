import type { Box } from '@shared/box';
import { Random } from '@shared/random';
import type { Recipe } from '@shared/recipe';
import { StudioError } from '@shared/errors';
import { drawSplits } from '@shared/split';

/** Which photos are trained on and which validate. */

/** More would make the head large and every step slow. */
const mostUnknowns = 256;

export interface LabelledPhoto {
  photoId: string;
  path: string;
  /** What of it is trained on; `null` for all. */
  box: Box | null;
  className: string;
  /** It shows none of the products; its class is one of unknown things. */
  unknown: boolean;
  split: 'train' | 'val' | 'test';
  /** Photos of one burst either train or validate. */
  burst: number;
  /** The same for those that show nearly the same, bursts in them: kept together where their class has others. */
  alike: number;
}

/** Whether photos of some class have to be drawn to validate, since none is set to. */
export function isDrawn(photos: readonly LabelledPhoto[]): boolean {
  const validated = new Set(photos.filter(({ split }) => split === 'val').map(({ className }) => className));
  return photos.some(({ className }) => !validated.has(className));
}

export interface Sample {
  photoId: string;
  path: string;
  box: Box | null;
  /** Index of its class, or beyond them of an unknown thing. */
  label: number;
}

export interface TrainingSet {
  classes: string[];
  train: Sample[];
  val: Sample[];
}

/** How many rows the head has: one for each class, then one for each unknown thing. */
export const rowsOf = ({ classes, train }: TrainingSet): number =>
  train.reduce((rows, { label }) => Math.max(rows, label + 1), classes.length);

/**
 * Splits photos into training and validation. Photos marked `val` validate; where a class has none, a share of
 * its training photos, drawn by the seed as splits are, does. Unknown things are trained if the recipe says so, and never
 * validate: what is held out of them is for thresholds. Throws `training-data` when there is not enough to train on,
 * `training-burst` where nothing can be drawn.
 */
export function makeTrainingSet(
  all: readonly LabelledPhoto[],
  { validationShare, unknowns }: Pick<Recipe, 'validationShare' | 'unknowns'>,
  seed: number,
): TrainingSet {
  const photos = all.filter(({ unknown }) => !unknown);
  const classes = [...new Set(photos.map((p) => p.className))].sort();
  if (classes.length < 2)
    throw new StudioError(
      'training-data',
      'Training needs photos of at least two products. Label more photos first.',
    );
  const set: TrainingSet = { classes, train: [], val: [] };
  for (const [label, name] of classes.entries()) {
    const own = photos.filter((p) => p.className === name);
    const { train, val } = splitClass(own, validationShare, new Random(seed, label));
    if (!train.length || !val.length) throw unsplit(name, train.length, val.length);
    set.train.push(...train.map((photo) => sampleOf(photo, label)));
    set.val.push(...val.map((photo) => sampleOf(photo, label)));
  }
  if (unknowns) set.train.push(...drawUnknowns(all, classes.length, validationShare, seed));
  return set;
}

/** Why a class has nothing to train on or to validate by. Of several photos some are drawn, unless all are one burst. */
function unsplit(name: string, train: number, val: number): StudioError {
  if (train > 1)
    return new StudioError(
      'training-burst',
      `All photos of “${name}” were taken at one moment, so that none can judge what is learnt from the others.`,
      name,
    );
  const why =
    val > 1
      ? ` to train on: all ${val} are set for validation`
      : ': at least two are needed, one of them for validation';
  return new StudioError('training-data', `“${name}” has too few photos${why}.`, name);
}

/** Things that look nearly the same are one class, after the products'. */
function drawUnknowns(
  all: readonly LabelledPhoto[],
  from: number,
  validationShare: number,
  seed: number,
): Sample[] {
  const random = new Random(seed, from);
  const unknowns = all.filter(({ unknown }) => unknown);
  const { train } = splitClass(unknowns, validationShare, random);
  const groups = [...new Set(train.map(({ alike }) => alike))].sort((a, b) => a - b);
  const drawn = random.shuffled(groups).slice(0, mostUnknowns);
  const labels = new Map(drawn.map((group, i) => [group, from + i]));
  return train.flatMap((photo) => {
    const label = labels.get(photo.alike);
    return label === undefined ? [] : [sampleOf(photo, label)];
  });
}

const sampleOf = ({ photoId, path, box }: LabelledPhoto, label: number): Sample => ({
  photoId,
  path,
  box,
  label,
});

function splitClass(photos: readonly LabelledPhoto[], share: number, random: Random) {
  const train = photos.filter((p) => p.split === 'train');
  const val = photos.filter((p) => p.split === 'val');
  if (val.length || train.length < 2) return { train, val };
  // In order of their ids, so that the draw does not depend on the order of import.
  const ordered = [...train].sort((a, b) => (a.photoId < b.photoId ? -1 : 1));
  const by = new Set(train.map(({ alike }) => alike)).size > 1 ? 'alike' : 'burst';
  const items = ordered.map((photo) => ({ label: null, group: photo[by] }));
  const splits = drawSplits(
    items,
    { train: 1 - share, val: Math.max(share, Number.EPSILON), test: 0 },
    random,
  );
  const of = (split: string) => ordered.filter((_, i) => splits[i] === split);
  return { train: of('train'), val: of('val') };
}
