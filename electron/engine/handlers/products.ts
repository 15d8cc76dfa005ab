import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { exportList, importList } from '../products/csv/import-list';
import { productEdits } from '../products/edit-log';
import { readCode } from '../products/read-code';
import { editProducts, removeProducts, setUndone } from '../products/edit-products';
import { announcingProducts } from './announce-products';

type ProductCalls = Extract<keyof Handlers, `products.${string}`>;

export function productHandlers({ project, emit }: Context): Pick<Handlers, ProductCalls> {
  const changed = announcingProducts(emit);
  return {
    'products.edit': async ({ changes }) => changed({ edit: await editProducts(project().db, changes) }),
    'products.remove': async ({ ids }) => changed({ edit: await removeProducts(project().db, ids) }),
    async 'products.setUndone'({ edit, undone }) {
      await setUndone(project().db, edit, undone);
      return changed({});
    },
    'products.edits': () => productEdits.list(project().db),
    'products.readCode': async ({ image }) => ({ code: await readCode(image) }),
    'products.import': async ({ path }) => changed(await importList(project().db, path)),
    'products.export': async ({ path, language }) => ({
      count: await exportList(project().db, path, language),
    }),
  };
}
