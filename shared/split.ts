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
 * Draws splits, stratified by class and whole group by whole group, for the dataset and for a training run alike: what is
 * held back of a class is its smallest group, so that it has some, and then whatever of the others fits into its share.
 * A group of several classes goes with the class that has most of it. What a class has one group of is for training.
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
  let left = random.shuffled([...groups]);
  for (const split of ['val', 'test'] as const) {
    if (!shares[split] || left.length < 2) continue;
    const smallest = left.reduce((least, one) => (one.length < least.length ? one : least));
    const held = [smallest];
    let room = Math.round((shares[split] / all) * total) - smallest.length;
    for (const group of left) {
      if (group === smallest || group.length > room || held.length === left.length - 1) continue;
      held.push(group);
      room -= group.length;
    }
    left = left.filter((group) => !held.includes(group));
    for (const group of held) yield [split, group];
  }
}

function commonest<T>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
