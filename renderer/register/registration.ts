import type { Product, ReferenceSource } from '@shared/domain';
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
  const setOut = async (product: Product, out: boolean) => {
    if (!listed) return call(out ? 'registry.remove' : 'registry.restore', { id: product.id });
    await setRemoved(idsOf(product), out);
    await setNewCode(listed, out ? listed.code : code);
  };
  const setNewCode = async ({ id, code: known }: Product, next: string) => {
    if (code && known !== code) await setCode(id, next);
  };
  return {
    async do() {
      if (made) return setOut(made, false);
      const { products } = useRegister.getState();
      const product = await call('registry.register', { name, photos });
      listed = products.find(({ id }) => id === product.id);
      made = product;
      await setNewCode(product, code);
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
  let added: number[] | null = null;
  const setOut = async (ids: readonly number[], out: boolean) => {
    await setRemoved(ids, out);
    if (code && !known) await setCode(id, out ? '' : code);
  };
  return {
    async do() {
      if (added) return setOut(added, false);
      const product = await call('registry.addPhotos', { id, photos });
      added = idsOf(product).filter((one) => !before.has(one));
      if (code && !known) await setCode(id, code);
    },
    undo: async () => added && setOut(added, true),
  };
}

const setCode = (id: number, code: string) => call('products.edit', { changes: [{ id, fields: { code } }] });

const idsOf = ({ references }: Pick<Product, 'references'>): number[] => references.map((one) => one.id);

async function setRemoved(ids: readonly number[], removed: boolean): Promise<void> {
  if (ids.length) await call('registry.changeReferences', { changes: ids.map((id) => ({ id, removed })) });
}
