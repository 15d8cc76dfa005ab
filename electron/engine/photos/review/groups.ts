/** Photos taken within so many milliseconds of one another are one burst; cameras write whole seconds. */
const burstGap = 2000;

/** Indices that belong together, through one another (union–find). */
export class Groups {
  private readonly parent: Int32Array;

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, i) => i);
  }

  join(one: number, other: number): void {
    const [a, b] = [this.rootOf(one), this.rootOf(other)];
    this.parent[Math.max(a, b)] = Math.min(a, b);
  }

  /** Each index's group, as the lowest index in it. */
  lowest(): Int32Array {
    return this.parent.map((_, i) => this.rootOf(i));
  }

  private rootOf(i: number): number {
    const { parent } = this;
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  }
}

/** Joins what was taken within two seconds. `taken`: as EXIF tells it, ISO 8601; `null` where it does not. */
export function joinBursts(groups: Groups, taken: readonly (string | null)[]): void {
  const timed = taken
    .flatMap((at, i) => (at === null ? [] : [{ i, time: Date.parse(`${at}Z`) }]))
    .sort((a, b) => a.time - b.time);
  timed.forEach(({ i, time }, k) => {
    const before = timed[k - 1];
    if (before && time - before.time <= burstGap) groups.join(before.i, i);
  });
}

/** Each photo's burst, as the lowest index in it. */
export function groupBursts(taken: readonly (string | null)[]): Int32Array {
  const groups = new Groups(taken.length);
  joinBursts(groups, taken);
  return groups.lowest();
}
