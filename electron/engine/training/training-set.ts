import type { Box } from '@shared/box';
import { Random } from '@shared/random';
import { StudioError } from '@shared/errors';
import { drawSplits } from '@shared/split';

/** Which photos are trained on and which validate. */

export interface LabelledPhoto {
  photoId: string;
  path: string;
  /** What of it is trained on; `null` for all. */
  box: Box | null;
  className: string;
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
  label: number;
}

export interface TrainingSet {
  classes: string[];
  train: Sample[];
  val: Sample[];
}

/**
 * Splits photos into training and validation. Photos marked `val` validate; where a class has none, a share of
 * its training photos, drawn by the seed as splits are, does. Throws `training-data` when there is not enough to train on.
 */
export function makeTrainingSet(
  photos: readonly LabelledPhoto[],
  validationShare: number,
  seed: number,
): TrainingSet {
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
    if (!train.length || !val.length)
      throw new StudioError(
        'training-data',
        `“${name}” has too few photos: at least two are needed, one of them for validation.`,
        name,
      );
    const sample = ({ photoId, path, box }: LabelledPhoto) => ({ photoId, path, box, label });
    set.train.push(...train.map(sample));
    set.val.push(...val.map(sample));
  }
  return set;
}

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
