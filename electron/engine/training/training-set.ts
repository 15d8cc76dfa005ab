import type { Box } from '@shared/box';
import { Random } from '@shared/random';
import { StudioError } from '@shared/errors';

/** Which photos are trained on and which validate. */

export interface LabelledPhoto {
  photoId: string;
  path: string;
  /** What of it is trained on; `null` for all. */
  box: Box | null;
  className: string;
  split: 'train' | 'val' | 'test';
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
 * its training photos, drawn by the seed, does. Throws `training-data` when there is not enough to train on.
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
  const held = Math.min(train.length - 1, Math.max(1, Math.round(train.length * share)));
  // In order of their ids, so that the draw does not depend on the order of import.
  const shuffled = random.shuffled([...train].sort((a, b) => (a.photoId < b.photoId ? -1 : 1)));
  return { train: shuffled.slice(held), val: shuffled.slice(0, held) };
}
