import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fields } from '../../../electron/engine/sync/change';
import { Registry, Shop, stateOf } from '../../support/sync/world';

describe('merging', () => {
  let registry: Registry;
  let a: Shop;
  let b: Shop;
  const sync = (...shops: Shop[]) =>
    shops.forEach((shop) => {
      shop.pull();
      shop.push();
    });
  const fieldsOf = (shop: Shop, uid: string) => shop.rows.get(uid)?.fields;
  const names = (shop: Shop) =>
    [...shop.rows.values()]
      .filter(({ entity, fields }) => entity === 'product' && fields.removed === 0)
      .map(({ fields }) => fields.name)
      .sort();

  beforeEach(() => {
    registry = new Registry();
    [a, b] = [new Shop('A', registry), new Shop('B', registry)];
  });
  /** A product that both shops know. */
  const shared = (fields: Fields = {}) => {
    const uid = a.create({ name: 'Cola', ...fields })!;
    sync(a, b);
    return uid;
  };

  it('keeps the fields of both sides where they do not collide', () => {
    const uid = shared();
    a.edit(uid, { price: 120 });
    b.edit(uid, { notes: 'left shelf' });
    sync(a, b, a);
    for (const shop of [a, b]) expect(fieldsOf(shop, uid)).toMatchObject({ price: 120, notes: 'left shelf' });
    expect(a.conflicts()).toEqual([]);
  });

  it('lists a field that both changed in both shops, until somebody decides', () => {
    const uid = shared();
    a.edit(uid, { price: 120 });
    b.edit(uid, { price: 130, maker: 'M' });
    b.edit(uid, { price: 140 });
    sync(a, b, a);
    for (const shop of [a, b]) {
      expect(fieldsOf(shop, uid)).toMatchObject({ price: 120, maker: 'M' });
      expect(shop.conflicts()).toMatchObject([{ uid, author: 'B', fields: { price: 140 } }]);
    }
    a.resolve(a.conflicts()[0], true);
    sync(a, b);
    for (const shop of [a, b]) {
      expect(fieldsOf(shop, uid)).toMatchObject({ price: 140 });
      expect(shop.conflicts()).toEqual([]);
    }
  });

  it('is no conflict where both said the same', () => {
    const uid = shared();
    for (const shop of [a, b]) shop.edit(uid, { price: 120 });
    sync(a, b, a);
    expect(a.conflicts()).toEqual([]);
  });

  it('brings back what one took out while the other worked on it, and lists the removal', () => {
    for (const [first, second] of [
      [a, b],
      [b, a],
    ]) {
      // prettier-ignore
      const uid = shared({ name: `Cola of ${first.name}` });
      a.edit(uid, { removed: 1 });
      const photo = b.addPhoto(uid, 'front');
      sync(first, second, first);
      for (const shop of [a, b]) {
        expect(fieldsOf(shop, uid)).toMatchObject({ removed: 0 });
        expect(fieldsOf(shop, photo)).toMatchObject({ product: uid, removed: 0 });
        expect(shop.conflicts()).toMatchObject([{ uid, author: 'A', fields: { removed: 1 } }]);
      }
      expect(a.resolve(a.conflicts()[0], true)).toBe(true);
      sync(a, b);
      for (const shop of [a, b]) expect(fieldsOf(shop, uid)).toMatchObject({ removed: 1 });
    }
  });

  it('makes one product of one that both shops registered, with the photos of both', () => {
    const [inA, inB] = [
      a.create({ name: 'Cola', price: 120 })!,
      b.create({ name: 'cola', price: 130, maker: 'M' })!,
    ];
    const photos = [a.addPhoto(inA, 'a'), b.addPhoto(inB, 'b')];
    sync(a, b, a);
    for (const shop of [a, b]) {
      expect(names(shop)).toEqual(['Cola']);
      expect(fieldsOf(shop, inA)).toMatchObject({ price: 120, maker: 'M' });
      for (const uid of photos) expect(fieldsOf(shop, uid)).toMatchObject({ product: inA });
      expect(shop.conflicts().map(({ fields }) => fields)).toEqual([{ name: 'cola' }, { price: 130 }]);
    }
  });

  it('knows the same product by its code, whatever it is called', () => {
    const code = '4902102072618';
    a.create({ name: 'Cola', code });
    b.create({ name: 'コーラ', code });
    sync(a, b, a);
    for (const shop of [a, b]) expect(names(shop)).toEqual(['Cola']);
    expect(a.conflicts()).toMatchObject([{ fields: { name: 'コーラ' } }]);
  });

  it('tells two products apart that were given one name', () => {
    const [cola, tea] = [shared(), shared({ name: 'Tea' })];
    a.edit(cola, { name: 'Drink' });
    b.edit(tea, { name: 'Drink' });
    sync(a, b, a);
    for (const shop of [a, b]) {
      expect(fieldsOf(shop, cola)).toMatchObject({ name: 'Drink' });
      expect(fieldsOf(shop, tea)).toMatchObject({ name: 'Drink (2)' });
      expect(shop.conflicts()).toMatchObject([{ uid: tea, fields: { name: 'Drink' } }]);
      expect(shop.resolve(shop.conflicts()[0], true)).toBe(false);
    }
  });

  it('knows its own changes again whose receipt was lost', () => {
    const uid = shared();
    b.edit(uid, { price: 130 });
    b.push(false);
    a.pull();
    a.edit(uid, { price: 120 });
    b.edit(uid, { price: 140 });
    sync(a, b, a);
    for (const shop of [a, b]) {
      expect(fieldsOf(shop, uid)).toMatchObject({ price: 120 });
      expect(shop.conflicts()).toMatchObject([{ author: 'B', fields: { price: 140 } }]);
    }
    expect(registry.log).toHaveLength(4);
  });

  it('loses no photo and no edit, and ends alike, whatever happens in what order', () => {
    const step = fc.record({
      shop: fc.nat(2),
      what: fc.constantFrom<What>(...whats),
      which: fc.nat(5),
      value: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const history = new History();
        steps.forEach((one) => history.take(one));
        history.settle();
        history.check();
      }),
      { numRuns: 1500 },
    );
  });
});

const whats = [
  'create', 'note', 'note', 'name', 'code', 'remove', 'return', 'photo', 'weigh', 'takeOut',
  'decide', 'pull', 'sync', 'sync', 'unheard',
] as const; // prettier-ignore
type What = (typeof whats)[number];

/** Three shops that do things, and who had seen what when doing them. */
class History {
  private readonly registry = new Registry();
  private readonly shops = ['A', 'B', 'C'].map((name) => new Shop(name, this.registry));
  /** Of a note, those that were seen when it was written. */
  private readonly seen = new Map<string, Set<string>>();
  /** Of a removal, by the change's id, the photos that were seen. */
  private readonly photosSeen = new Map<string, Set<string>>();
  private readonly photos: string[] = [];
  private notes = 0;

  take({
    shop: index,
    what,
    which,
    value,
  }: {
    shop: number;
    what: What;
    which: number;
    value: number;
  }): void {
    const shop = this.shops[index];
    const name = ['Cola', 'cola', 'Tea', 'Water'][value];
    const code = ['', '1', '2', '3'][value];
    if (what === 'create') return void shop.create({ name, code });
    if (what === 'pull') return shop.pull();
    if (what === 'sync' || what === 'unheard') {
      shop.pull();
      return shop.push(what === 'sync');
    }
    if (what === 'decide') return this.decide(shop, which, value > 1);
    const rows = [...shop.rows].filter(
      ([, row]) => row.entity === (what === 'weigh' || what === 'takeOut' ? 'reference' : 'product'),
    );
    if (!rows.length) return;
    const [uid, { fields }] = rows[which % rows.length];
    if (what === 'return') return void shop.edit(uid, { removed: 0 });
    if (what === 'weigh') return void shop.edit(uid, { weight: (value + 1) / 8 });
    if (what === 'takeOut') return void shop.edit(uid, { removed: 1 });
    if (fields.removed === 1) return;
    if (what === 'note') this.note(shop, uid, `note ${++this.notes}`);
    if (what === 'name') shop.edit(uid, { name });
    if (what === 'code') shop.edit(uid, { code });
    if (what === 'photo') this.photos.push(shop.addPhoto(uid, `photo ${this.photos.length}`));
    if (what === 'remove') this.remove(shop, uid);
  }

  /** Everybody hears of everything. */
  settle(): void {
    for (let round = 0; round < 3; round++)
      for (const shop of this.shops) {
        shop.pull();
        shop.push();
      }
  }

  check(): void {
    const state = stateOf(this.registry.log);
    for (const shop of this.shops) {
      expect(shop.waiting).toEqual([]);
      expect(Object.fromEntries(shop.rows)).toEqual(Object.fromEntries(state));
      expect(shop.conflicts()).toEqual(this.shops[0].conflicts());
    }
    const inUse = [...state.values()].filter(
      ({ entity, fields }) => entity === 'product' && fields.removed === 0,
    );
    const names = inUse.map(({ fields }) => String(fields.name).toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    const codes = inUse.map(({ fields }) => fields.code).filter((code) => code !== '');
    expect(new Set(codes).size).toBe(codes.length);
    this.checkNotes();
    for (const uid of this.photos) {
      const product = state.get(String(state.get(uid)?.fields.product));
      expect(product).toBeDefined();
      if (product!.fields.removed === 1) this.checkRemoval(String(state.get(uid)!.fields.product), uid);
    }
  }

  /** A note stands, waits to be decided about, or was replaced by somebody who had seen it. */
  private checkNotes(): void {
    const said = this.registry.log.filter(({ fields }) => typeof fields.notes === 'string' && fields.notes);
    const there = new Set(said.map(({ fields }) => String(fields.notes)));
    for (const note of this.seen.keys()) expect(there).toContain(note);
    const latest = new Map<string, string>();
    for (const { uid, fields, lost } of said) {
      if (lost) continue;
      const [note, before] = [String(fields.notes), latest.get(uid)];
      if (before !== undefined && before !== note) expect(this.seen.get(note)).toContain(before);
      latest.set(uid, note);
    }
  }

  /** Of those who took the product out, one had seen the photo. */
  private checkRemoval(product: string, photo: string): void {
    const removals = this.registry.log.filter(
      ({ uid, lost, fields }) => uid === product && !lost && fields.removed === 1,
    );
    expect(removals.some(({ id }) => this.photosSeen.get(id)?.has(photo))).toBe(true);
  }

  private note(shop: Shop, uid: string, note: string): void {
    const before = String(shop.rows.get(uid)!.fields.notes);
    const known = this.seen.get(note) ?? new Set();
    this.seen.set(note, new Set([...known, before, ...(this.seen.get(before) ?? [])]));
    shop.edit(uid, { notes: note });
  }

  private remove(shop: Shop, uid: string): void {
    shop.edit(uid, { removed: 1 });
    this.photosSeen.set(shop.waiting.at(-1)!.id, new Set(shop.rows.keys()));
  }

  private decide(shop: Shop, which: number, take: boolean): void {
    const conflicts = shop.conflicts();
    if (!conflicts.length) return;
    const conflict = conflicts[which % conflicts.length];
    const { uid, fields } = conflict;
    if (take && fields.removed === 1 && shop.rows.get(uid)!.entity === 'product') this.remove(shop, uid);
    if (take && typeof fields.notes === 'string' && fields.notes) this.note(shop, uid, fields.notes);
    shop.resolve(conflict, take);
  }
}
