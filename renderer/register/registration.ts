import type { Product, ReferenceSource } from '@shared/domain';
import { keeping } from '../app/kept-edits';
import type { Action } from '../app/undo';
import { call } from '../engine/connection';
import { useRegister } from './register-store';

/**
 * Registers a product, or gives one of the list its first photos; then only the photos, and the code it had not, are
 * taken back. The files may be gone when it is done again, so then what was made is put back rather than made anew.
 */
export function registration(name: string, photos: ReferenceSource[], code = ''): Action {
  let made: Product | null = null;
  let listed: Product | undefined;
  let coding: Action | null = null;
  const setOut = async (product: Product, out: boolean) => {
    if (!listed) return call(out ? 'registry.remove' : 'registry.restore', { id: product.id });
    await setRemoved(idsOf(product), out);
    await (out ? coding?.undo() : coding?.do());
  };
  return {
    async do() {
      if (made) return setOut(made, false);
      const { products } = useRegister.getState();
      const product = await call('registry.register', { name, photos });
      listed = products.find(({ id }) => id === product.id);
      made = product;
      coding = newCode(product, code);
      await coding?.do();
    },
    undo: async () => made && setOut(made, true),
  };
}

/** Photos more for a product, and a code where it has none; only what it had not is taken back. */
export function addition(
  { id, references, code: known }: Pick<Product, 'id' | 'references' | 'code'>,
  photos: ReferenceSource[],
  code = '',
): Action {
  const before = new Set(idsOf({ references }));
  const coding = known ? null : newCode({ id, code: known }, code);
  let added: number[] | null = null;
  const setOut = async (ids: readonly number[], out: boolean) => {
    await setRemoved(ids, out);
    await (out ? coding?.undo() : coding?.do());
  };
  return {
    async do() {
      if (added) return setOut(added, false);
      const product = await call('registry.addPhotos', { id, photos });
      added = idsOf(product).filter((one) => !before.has(one));
      await coding?.do();
    },
    undo: async () => added && setOut(added, true),
  };
}

/** The edit that gives a product a code, where there is one that it has not. */
const newCode = ({ id, code: known }: Pick<Product, 'id' | 'code'>, code: string): Action | null =>
  code && known !== code
    ? keeping('products', () => call('products.edit', { changes: [{ id, fields: { code } }] }))
    : null;

const idsOf = ({ references }: Pick<Product, 'references'>): number[] => references.map((one) => one.id);

async function setRemoved(ids: readonly number[], removed: boolean): Promise<void> {
  if (ids.length) await call('registry.changeReferences', { changes: ids.map((id) => ({ id, removed })) });
}
