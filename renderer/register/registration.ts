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
  const setRemoved = async ({ id, references }: Product, removed: boolean) => {
    if (!listed) return call(removed ? 'registry.remove' : 'registry.restore', { id });
    await call('registry.changeReferences', { changes: references.map((one) => ({ id: one.id, removed })) });
    await setCode(listed, removed ? listed.code : code);
  };
  const setCode = async ({ id, code: known }: Product, next: string) => {
    if (code && known !== code) await call('products.edit', { changes: [{ id, fields: { code: next } }] });
  };
  return {
    async do() {
      if (made) return setRemoved(made, false);
      const { products } = useRegister.getState();
      const product = await call('registry.register', { name, photos });
      listed = products.find(({ id }) => id === product.id);
      made = product;
      await setCode(product, code);
    },
    undo: async () => made && setRemoved(made, true),
  };
}
