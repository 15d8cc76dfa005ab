import { type Issue, type PhotoIssue, qualityLimits as limits } from '@shared/review';
import { findOutliers } from './outliers';
import type { Survey } from './survey';
import { nearestOfClass, suspicions } from './suspects';

/** What is wrong with photos, issue by issue, worst first. */
export function findIssues(survey: Survey): PhotoIssue[] {
  const found = [
    ...qualityIssues(survey),
    ...duplicates(survey),
    ...leaks(survey),
    ...wrongLabels(survey),
    ...strange(survey),
  ];
  return found.sort((a, b) => b.severity - a.severity);
}

function qualityIssues({ photos, quality }: Survey): PhotoIssue[] {
  return photos.flatMap(({ id, box, width, height }, i) => {
    const is = (issue: Issue, severity: number) => ({ id, issue, severity, hint: null });
    const measured = quality[i];
    if (!measured) return [is('unread', 1)];
    const shorter = Math.min(box?.width ?? width, box?.height ?? height);
    const { sharpness, brightness, black, white } = measured;
    return [
      ...(sharpness < limits.sharpness ? [is('blurred', limits.sharpness - sharpness)] : []),
      ...(brightness < limits.darkest || black > limits.clipped
        ? [is('dark', black - brightness / 255)]
        : []),
      ...(brightness > limits.brightest || white > limits.clipped
        ? [is('bright', white + brightness / 255)]
        : []),
      ...(shorter < limits.smallest ? [is('tiny', limits.smallest - shorter)] : []),
    ];
  });
}

/** Photos like an earlier one; groups stay together. */
function duplicates({ photos, read, groups }: Survey): PhotoIssue[] {
  return read.flatMap((at, i) => {
    const first = groups[i];
    const hint = photos[read[first]].id;
    return first === i ? [] : [{ id: photos[at].id, issue: 'duplicate' as const, severity: -first, hint }];
  });
}

/** Photos for training that are like one that measures. */
function leaks({ photos, read, groups }: Survey): PhotoIssue[] {
  const held = new Map(
    read.flatMap((at, i) => (photos[at].split === 'train' ? [] : [[groups[i], photos[at].id] as const])),
  );
  return read.flatMap((at, i) => {
    const { id, split } = photos[at];
    const hint = held.get(groups[i]);
    return split === 'train' && hint ? [{ id, issue: 'leak' as const, severity: -groups[i], hint }] : [];
  });
}

function wrongLabels({ photos, read, neighbours }: Survey): PhotoIssue[] {
  const unlabelled = '';
  const labels = read.map((at) => photos[at].label ?? unlabelled);
  // Of a class with fewer photos nobody can say what it looks like.
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const isKnown = (label: string) => counts.get(label)! > nearestOfClass;
  return suspicions(labels, neighbours).flatMap(({ suspicion, suggested }, i) =>
    labels[i] !== unlabelled && suspicion > 0 && suggested && isKnown(labels[i])
      ? [{ id: photos[read[i]].id, issue: 'suspect' as const, severity: suspicion, hint: suggested }]
      : [],
  );
}

/** Photos unlike all others, however they are labelled. */
const strange = ({ photos, read, neighbours }: Survey): PhotoIssue[] =>
  findOutliers(neighbours).map(({ at, distance }) => ({
    id: photos[read[at]].id,
    issue: 'outlier',
    severity: distance,
    hint: null,
  }));
