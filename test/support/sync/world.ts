import { type Change, type Fields, fold, type NumberedChange } from '../../../electron/engine/sync/change';
import { foldName } from '../../../electron/engine/project/clean-name';
import { merge } from '../../../electron/engine/sync/merge/merge';

/** Shops and their registry without a database or a network, to see what merging alone does. */

let count = 0;
const newId = (): string => (++count).toString(16).padStart(32, '0');

const blankProduct = {
  name: '', reading: '', maker: '', category: '', container: null, volume_ml: null, code: '', price: null,
  tags: '[]', active_from: null, active_until: null, notes: '', created_at: '2026-01-01', removed: 0,
} as const; // prettier-ignore
const blankReference = {
  extension: '.jpg',
  position: 0,
  angle: null,
  weight: 1,
  active: 1,
  box: null,
  removed: 0,
};

export type Row = { entity: Change['entity']; fields: Fields };

export class Registry {
  readonly log: NumberedChange[] = [];
}

export class Shop {
  readonly rows = new Map<string, Row>();
  log: NumberedChange[] = [];
  waiting: Change[] = [];

  constructor(
    readonly name: string,
    private readonly registry: Registry,
  ) {}

  create(fields: Fields): string | null {
    const whole = { ...blankProduct, ...fields };
    return this.isFree(null, whole) ? this.write('product', newId(), whole) : null;
  }

  addPhoto(product: string, photo: string): string {
    return this.write('reference', newId(), { ...blankReference, photo_id: photo, product });
  }

  /** `false` where the studio would refuse it. */
  edit(uid: string, fields: Fields): boolean {
    const row = this.rows.get(uid)!;
    const isProduct = row.entity === 'product';
    if (isProduct && !this.isFree(uid, { ...row.fields, ...fields })) return false;
    this.write(row.entity, uid, fields);
    return true;
  }

  conflicts(): Change[] {
    const known = [...this.log, ...this.waiting];
    const settled = new Set(known.map(({ resolves }) => resolves));
    return known.filter(({ id, lost }) => lost && !settled.has(id));
  }

  resolve({ id, uid, entity, fields }: Change, take: boolean): boolean {
    if (take && !this.edit(uid, fields)) return false;
    this.waiting.push({ ...this.stamp(entity, uid), fields: {}, resolves: id });
    return true;
  }

  pull(): void {
    const pulled = this.registry.log.slice(this.log.length);
    const products = new Map<string, { name: string; code: string; removed: boolean }>();
    const parents = new Map<string, string>();
    for (const [uid, { entity, fields }] of this.rows)
      if (entity === 'reference') parents.set(uid, String(fields.product));
      else
        products.set(uid, {
          name: String(fields.name),
          code: String(fields.code),
          removed: fields.removed === 1,
        });
    const merged = merge(pulled, this.waiting, { products, parents }, { id: newId, now: 'now' });
    this.log = [...this.log, ...pulled];
    this.waiting = [...merged.waiting];
    for (const [from, to] of merged.adopted) this.adopt(from, to);
    for (const [uid, { entity, fields }] of merged.writes)
      this.rows.set(uid, { entity, fields: { ...this.rows.get(uid)?.fields, ...fields } });
  }

  /** `heard`: whether the registry's answer arrives. */
  push(heard = true): void {
    const start = this.registry.log.length;
    const sent = this.waiting.map((change, i) => ({
      ...change,
      author: change.author || this.name,
      seq: start + i + 1,
    }));
    this.registry.log.push(...sent);
    if (!heard) return;
    this.log.push(...sent);
    this.waiting = [];
  }

  private adopt(from: string, to: string): void {
    this.rows.set(to, this.rows.get(from)!);
    this.rows.delete(from);
    for (const [uid, { entity, fields }] of this.rows)
      if (fields.product === from) this.rows.set(uid, { entity, fields: { ...fields, product: to } });
  }

  private write(entity: Change['entity'], uid: string, fields: Fields): string {
    const before = this.rows.get(uid)?.fields;
    const changed = Object.fromEntries(Object.entries(fields).filter(([k, v]) => !before || before[k] !== v));
    if (!Object.keys(changed).length) return uid;
    this.rows.set(uid, { entity, fields: { ...before, ...fields } });
    this.waiting.push({ ...this.stamp(entity, uid), fields: changed });
    return uid;
  }

  private stamp(entity: Change['entity'], uid: string) {
    return { id: newId(), entity, uid, lost: false, resolves: null, author: '', madeAt: 'now' };
  }

  private isFree(uid: string | null, fields: Fields): boolean {
    if (fields.removed === 1) return true;
    return [...this.rows].every(
      ([other, row]) =>
        other === uid ||
        row.entity === 'reference' ||
        row.fields.removed === 1 ||
        (foldName(String(row.fields.name)) !== foldName(String(fields.name)) &&
          (fields.code === '' || row.fields.code !== fields.code)),
    );
  }
}

/** What a log comes to, as rows. */
export const stateOf = (log: readonly Change[]): Map<string, Row> => fold(log);
