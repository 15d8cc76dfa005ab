import { z } from 'zod';
import { PhotoId } from './domain';

/** What a look over all photos finds: poor ones, copies of one another and labels that look wrong. */

export const LabelSuspect = z.object({
  path: z.string(),
  label: z.string(),
  /** How much nearer the likeliest other class is than the photo's own; above 0 the label looks wrong. */
  suspicion: z.number(),
  /** The class it looks like; `null` where no other is near. */
  suggested: z.string().nullable(),
});
export type LabelSuspect = z.infer<typeof LabelSuspect>;

/** What may be wrong with a photo; a key of the window's translations. `leak`: one like it is in another split. */
export const issues = [
  'suspect',
  'leak',
  'duplicate',
  'blurred',
  'dark',
  'bright',
  'tiny',
  'outlier',
  'unread',
] as const;
export const Issue = z.enum(issues);
export type Issue = z.infer<typeof Issue>;

/** A photo with something wrong, worst first within each issue; photos without issues are not listed. */
export const PhotoIssue = z.object({
  id: PhotoId,
  issue: Issue,
  /** Larger is worse; not to be compared between issues. */
  severity: z.number(),
  /** For suspects, the class it looks like; for copies and leaks, the id of another photo of their group. */
  hint: z.string().nullable(),
});
export type PhotoIssue = z.infer<typeof PhotoIssue>;

/** What counts as poor. */
export const qualityLimits = {
  /** Variance of the Laplacian at 256 pixels below which a photo is blurred. */
  sharpness: 60,
  /** Mean brightness, 0–255, or share of black or white pixels, from which on it is under- or over-exposed. */
  darkest: 40,
  brightest: 220,
  clipped: 0.5,
  /** Pixels of the shorter side; the network looks at 224. */
  smallest: 112,
} as const;

/**
 * What makes the splits' figures less than they seem. `burst` and `leak`: `count` photos for training were taken within
 * seconds of, or are nearly the same as, one that measures; `imbalance`: the largest of the classes has `count` times as
 * many training photos as those; `few`: classes with less than four; `unheld`: classes of which nothing validates, as of others.
 */
export const SplitWarning = z.object({
  kind: z.enum(['burst', 'leak', 'imbalance', 'few', 'unheld']),
  count: z.number().int(),
  classes: z.array(z.string()),
});
export type SplitWarning = z.infer<typeof SplitWarning>;
