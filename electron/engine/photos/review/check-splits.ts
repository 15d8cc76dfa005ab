import type { SplitWarning } from '@shared/review';
import type { OpenProject } from '../../project/open-project';
import { groupBursts } from './groups';
import { knownGroups } from './survey';

/** A class with this many times the photos of another drowns it. */
const imbalanced = 10;
const fewest = 4;

interface Row {
  id: string;
  split: 'train' | 'val' | 'test';
  takenAt: string | null;
  label: string | null;
  kind: 'product' | 'unknown' | null;
}

/** What is wrong with a project's splits. Fast: it looks at rows alone, and at what a look over the photos left. */
export async function checkSplits(project: OpenProject): Promise<SplitWarning[]> {
  const rows = await project.db
    .selectFrom('photos')
    .leftJoin('classes', 'classes.id', 'photos.class_id')
    .where('photos.removed_at', 'is', null)
    .select(['photos.id', 'split', 'taken_at as takenAt', 'classes.name as label', 'classes.kind'])
    .execute();
  const bursts = groupBursts(rows.map(({ takenAt }) => takenAt));
  const known = knownGroups(project);
  return [
    ...leaks(rows, 'burst', (_, i) => bursts[i]),
    ...(known ? leaks(rows, 'leak', ({ id }) => known.get(id)) : []),
    ...sizes(rows),
  ];
}

/** Training photos of which another of their group measures. */
function leaks(
  rows: readonly Row[],
  kind: SplitWarning['kind'],
  groupOf: (row: Row, i: number) => number | undefined,
): SplitWarning[] {
  const groups = rows.map(groupOf);
  const held = new Set(groups.filter((_, i) => rows[i].split !== 'train'));
  const leaking = rows.filter(
    ({ split }, i) => split === 'train' && groups[i] !== undefined && held.has(groups[i]),
  );
  const labels = new Set(leaking.flatMap(({ label }) => label ?? []));
  return leaking.length ? [{ kind, count: leaking.length, classes: [...labels].sort() }] : [];
}

function sizes(rows: readonly Row[]): SplitWarning[] {
  const counts = new Map<string, { train: number; val: number }>();
  for (const { label, kind, split } of rows) {
    if (label === null || kind !== 'product' || split === 'test') continue;
    const count = counts.get(label) ?? { train: 0, val: 0 };
    counts.set(label, { ...count, [split]: count[split] + 1 });
  }
  const most = Math.max(0, ...[...counts.values()].map(({ train }) => train));
  const those = (
    kind: SplitWarning['kind'],
    is: (count: { train: number; val: number }) => boolean,
    n = 0,
  ) => {
    const classes = [...counts].filter(([, count]) => is(count)).map(([name]) => name);
    return classes.length ? [{ kind, count: n || classes.length, classes: classes.sort() }] : [];
  };
  return [
    ...those('few', ({ train }) => train < fewest),
    ...those('imbalance', ({ train }) => train * imbalanced <= most, imbalanced),
    // Where nothing at all is set to validate, training draws for every class alike.
    ...([...counts.values()].some(({ val }) => val) ? those('unheld', ({ val }) => val === 0) : []),
  ];
}
