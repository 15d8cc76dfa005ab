import type { Lamps } from '../photo/light';
import type { Pose } from '../photo/pose';
import type { Part } from '../shapes/model';

/** Everything in front of the camera, in camera space. */
export interface Scene {
  lamps: Lamps;
  /** Drawn first and out of focus. */
  background: readonly Placed[];
  /** Blur of the background, share of the picture's height (standard deviation). */
  backgroundBlur: number;
  foreground: readonly Placed[];
  /** Focal length as a share of the picture's height. */
  focal: number;
}

export interface Placed {
  parts: readonly Part[];
  pose: Pose;
  role: 'subject' | 'other';
  /** Height above its base up to which a thing darkens towards the ground it stands on. */
  floor: number;
}

export const placed = (
  parts: readonly Part[],
  pose: Pose,
  role: Placed['role'] = 'other',
  floor = 0,
): Placed => ({
  parts,
  pose,
  role,
  floor,
});

/** Tall pictures, as phones take them: focal length for a 50° field of view from top to bottom. */
export const phoneFocal = 1.08;
