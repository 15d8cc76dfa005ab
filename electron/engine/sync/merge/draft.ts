import { type Change, type Fields, fold } from '../change';

/** What this studio knows of its products: those of the database, changes that wait included. */
export interface LocalProducts {
  products: ReadonlyMap<string, { name: string; code: string; removed: boolean }>;
  /** Of a registered photo, its product. */
  parents: ReadonlyMap<string, string>;
}

/** What new changes get. */
export interface Stamp {
  id(): string;
  now: string;
}

/** A merge under way: what waits goes to the registry after `theirs`. */
export class Draft {
  /** Objects whose values in the database may be others now. */
  readonly touched = new Set<string>();
  /** Fields that go back to what the registry has, though others did not change them. */
  readonly resets: Change[] = [];
  /** By id, in order. */
  private readonly byId: Map<string, Change>;
  private readonly idsOf = new Map<string, string[]>();

  constructor(
    readonly theirs: readonly Change[],
    waiting: readonly Change[],
    private readonly stamp: Stamp,
  ) {
    this.byId = new Map(waiting.map((change) => [change.id, change]));
    for (const { id, uid } of waiting) this.index(id, uid);
  }

  get waiting(): Change[] {
    return [...this.byId.values()];
  }

  /** Changes an object after all that waits. */
  add(entity: Change['entity'], uid: string, fields: Fields): Change {
    return this.append({
      entity,
      uid,
      fields,
      author: '',
      madeAt: this.stamp.now,
      lost: false,
      resolves: null,
    });
  }

  /**
   * A field of an object gives way: what was last said of it is kept for somebody to decide, and settles what was said
   * before. Answers that last change.
   */
  giveWay(uid: string, field: string): Change {
    let last: Change | null = null;
    for (const id of [...(this.idsOf.get(uid) ?? [])]) {
      const change = this.byId.get(id)!;
      if (change.lost || !(field in change.fields)) continue;
      this.byId.set(id, without(change, field));
      last = this.keepLost(change, field, last?.id);
    }
    if (!last) throw new Error(`Nothing that waits says ${field}.`);
    return last;
  }

  /** Keeps one field of a change, whoever made it, for somebody to decide. */
  keepLost(change: Change, field: string, resolves: string | null = null): Change {
    return this.append({ ...change, fields: { [field]: change.fields[field] }, lost: true, resolves });
  }

  mine(): ReturnType<typeof fold> {
    return fold(this.waiting);
  }

  private append(given: Omit<Change, 'id'>): Change {
    const change = { ...given, id: this.stamp.id() };
    this.touched.add(change.uid);
    this.byId.set(change.id, change);
    this.index(change.id, change.uid);
    return change;
  }

  private index(id: string, uid: string): void {
    const ids = this.idsOf.get(uid);
    if (ids) ids.push(id);
    else this.idsOf.set(uid, [id]);
  }
}

function without(change: Change, field: string): Change {
  const { [field]: _, ...fields } = change.fields;
  return { ...change, fields };
}
