import type { Split } from './domain';
import type { Random } from './random';

/** What is drawn into a split: photos of one group, such as a burst, stay together. */
export interface SplitItem {
  /** Each class is split by itself, so that all splits have their share of it; `null` for no label. */
  label: string | null;
  group: number;
}

export type Shares = Record<Split, number>;

/**
 * Draws splits, stratified by class and whole group by whole group: each split gets a class's smallest groups first, so
 * that it has some of every class, and then whichever is furthest short of its share gets the next largest. A group of
 * several classes goes with the class that has most of it. What a class has one group of is for training.
 * @param shares of the photos; they need not add up to 1
 * @returns the split of each item
 */
export function drawSplits(items: readonly SplitItem[], shares: Shares, random: Random): Split[] {
  const groups = new Map<number, number[]>();
  items.forEach(({ group }, i) => groups.set(group, [...(groups.get(group) ?? []), i]));
  const byLabel = new Map<string | null, number[][]>();
  for (const members of groups.values()) {
    const label = commonest(members.map((i) => items[i].label));
    byLabel.set(label, [...(byLabel.get(label) ?? []), members]);
  }
  const out: Split[] = items.map(() => 'train');
  for (const own of byLabel.values())
    for (const [split, members] of drawClass(own, shares, random)) for (const i of members) out[i] = split;
  return out;
}

function* drawClass(
  groups: readonly number[][],
  shares: Shares,
  random: Random,
): Generator<[Split, number[]]> {
  const total = groups.reduce((sum, { length }) => sum + length, 0);
  const all = shares.train + shares.val + shares.test;
  const wanted = (Object.keys(shares) as Split[]).filter((split) => shares[split] > 0);
  const short = new Map(wanted.map((split) => [split, (shares[split] / all) * total]));
  // Shuffled first, so that groups of one size are drawn; sorting keeps that order.
  const ordered = random.shuffled([...groups]).sort((a, b) => b.length - a.length);
  const put = (split: Split, members: number[]): [Split, number[]] => {
    short.set(split, short.get(split)! - members.length);
    return [split, members];
  };
  const held = wanted.filter((split) => split !== 'train').slice(0, ordered.length - 1);
  for (const split of held) yield put(split, ordered.pop()!);
  for (const members of ordered)
    yield put([...short].reduce((most, one) => (one[1] > most[1] ? one : most))[0], members);
}

function commonest<T>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
