import type { Photo, PhotoClass } from '@shared/domain';
import { issues as allIssues, type Issue, type PhotoIssue } from '@shared/review';
import { attempt } from '../app/errors';
import { rememberEdit } from '../app/kept-edits';
import { notifyDone } from '../app/notices';
import { call } from '../engine/connection';
import { runJob } from '../engine/jobs';
import { t } from '../i18n';
import { labelPhotos } from './actions';
import { setView, useCurate } from './curate-store';

/** Looking over the photos: what is wrong with which, and what to do about it. */

export async function surveyPhotos(): Promise<void> {
  const issues = await attempt(() => runJob('survey', (job) => call('photos.survey', { job })));
  if (!issues) return;
  const suspects = issues.filter(({ issue }) => issue === 'suspect');
  useCurate.setState({ issues, hints: new Map(suspects.map(({ id, hint }) => [id, hint ?? ''])) });
  if (!issues.length) notifyDone(t('curate.review.nothing'));
}

export function closeReview(): void {
  setView({ issue: null });
  useCurate.setState({ issues: null });
}

/** What is still so: the photo is there, and its label is not the one that was suggested. */
export function openIssues(
  issues: readonly PhotoIssue[],
  photos: ReadonlyMap<string, Photo>,
  classes: readonly PhotoClass[],
): PhotoIssue[] {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return issues.filter(({ id, issue, hint }) => {
    const photo = photos.get(id);
    return photo && (issue !== 'suspect' || names.get(photo.classId ?? -1) !== hint);
  });
}

/** All photos, or those with an issue, worst first. */
export function photosWithIssue(
  photos: readonly Photo[],
  issue: Issue | null,
  issues: readonly PhotoIssue[] | null,
  classes: readonly PhotoClass[],
): readonly Photo[] {
  if (!issue || !issues) return photos;
  const byId = new Map(photos.map((photo) => [photo.id, photo]));
  return openIssues(issues, byId, classes).flatMap((one) => (one.issue === issue ? [byId.get(one.id)!] : []));
}

/** How many photos have each issue; those that none has are left out. */
export function countIssues(issues: readonly PhotoIssue[]): [Issue, number][] {
  const counts = new Map<Issue, number>();
  for (const { issue } of issues) counts.set(issue, (counts.get(issue) ?? 0) + 1);
  return allIssues.flatMap((issue) => (counts.has(issue) ? [[issue, counts.get(issue)!]] : []));
}

/** Gives the selected suspects the labels they look like. */
export async function takeSuggestedLabels(): Promise<void> {
  const { issues, selected, classes } = useCurate.getState();
  const byLabel = new Map<string, string[]>();
  for (const { id, issue, hint } of issues ?? [])
    if (issue === 'suspect' && hint && selected.has(id))
      byLabel.set(hint, [...(byLabel.get(hint) ?? []), id]);
  for (const [label, ids] of byLabel) {
    const found = classes.find(({ name }) => name === label);
    if (found) await labelPhotos(ids, found.id);
  }
}

/** Draws splits anew. `shares`: percent for training, validation and test. */
export async function drawSplits([train, val, test]: readonly [number, number, number]): Promise<void> {
  const drawn = await attempt(() =>
    runJob('survey', (job) => call('photos.drawSplits', { shares: { train, val, test }, job })),
  );
  if (!drawn) return;
  rememberEdit('photos', drawn.edit);
  notifyDone(t('curate.splits.done'), t('curate.splits.counts', { ...drawn }));
}
