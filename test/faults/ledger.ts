import { stat } from 'node:fs/promises';
import type { Engine } from '../../electron/engine/engine';
import { readBundle } from '../../electron/engine/bundle/read-bundle';
import type { Fact, Told } from './activities';

const keyOf = (fact: Fact): string =>
  `${fact.kind} ${'id' in fact ? fact.id : 'name' in fact ? fact.name : 'path' in fact ? fact.path : fact.runId}`;

/** All that was ever acknowledged, and what was under way when a worker was killed. */
export class Ledger {
  private readonly done = new Map<string, Fact>();
  /** May have been done, or not. */
  private readonly trying = new Map<string, Fact>();
  /** How often each kind of thing was acknowledged. */
  readonly acknowledged: Partial<Record<Fact['kind'], number>> = {};

  /** How much was acknowledged. */
  get size(): number {
    return Object.values(this.acknowledged).reduce((sum, count) => sum + count, 0);
  }

  hear(told: Told): void {
    if (told.state === 'ready') return;
    const key = keyOf(told.fact);
    if (told.state === 'trying') return void this.trying.set(key, told.fact);
    this.trying.delete(key);
    this.done.set(key, told.fact);
    this.acknowledged[told.fact.kind] = (this.acknowledged[told.fact.kind] ?? 0) + 1;
  }

  /** What the project does not hold of it, in words. What was under way counts as it came out. */
  async lostIn(engine: Engine): Promise<string[]> {
    const lost: string[] = [];
    const holds = await readState(engine);
    for (const [key, fact] of this.done) {
      const other = this.trying.get(key);
      if (await holds(fact)) continue;
      if (other && (await holds(other))) this.done.set(key, other);
      else lost.push(JSON.stringify(fact));
    }
    for (const fact of this.trying.values())
      if (await isHalfBundle(fact)) lost.push(`half of ${JSON.stringify(fact)}`);
    this.trying.clear();
    return lost;
  }
}

async function readState({ handlers }: Engine): Promise<(fact: Fact) => Promise<boolean>> {
  const photos = new Map((await handlers['photos.list']({})).map((photo) => [photo.id, photo]));
  const products = new Map((await handlers['registry.list']({})).map((product) => [product.name, product]));
  return async (fact) => {
    switch (fact.kind) {
      case 'photo':
        return photos.has(fact.id) && isShown(fact.id, handlers);
      case 'label':
        return photos.get(fact.id)?.classId === fact.classId;
      case 'product': {
        const product = products.get(fact.name);
        return product?.references.length === fact.photos && product.price === fact.price;
      }
      case 'epoch': {
        const { epochs } = await handlers['runs.history']({ runId: fact.runId });
        const numbers = epochs.map(({ epoch }) => epoch);
        return numbers.length >= fact.epoch && numbers.every((n, i) => n === i + 1);
      }
      case 'bundle':
        return isWhole(fact.path);
    }
  };
}

/** Its original is there and can be read. */
const isShown = (id: string, handlers: Engine['handlers']) =>
  handlers['photos.thumbnail']({ id, width: 32 }).then(
    () => true,
    () => false,
  );

const isWhole = (path: string) =>
  readBundle(path).then(
    () => true,
    () => false,
  );

async function isHalfBundle(fact: Fact): Promise<boolean> {
  if (fact.kind !== 'bundle' || !(await stat(fact.path).catch(() => null))) return false;
  return !(await isWhole(fact.path));
}
