import { useDeferredValue, useMemo } from 'react';
import { IconBottle, IconBottleOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSelectionInSight } from '../curate/useSelectionInSight';
import { Empty } from '../parts/Empty';
import { ProductTable } from './ProductTable';
import { useRegister } from './register-store';
import { TableToolbar } from './TableToolbar';
import { changeSelection, keyOf, useTable } from './table-store';
import { visibleProducts } from './table-view';
import classes from './ProductTable.module.css';

/** All products as a table. */
export function TableRoom() {
  const { t } = useTranslation();
  const products = useRegister((state) => state.products);
  const loaded = useRegister((state) => state.loaded);
  const view = useDeferredValue(useTable((state) => state.view));
  const shown = useMemo(() => visibleProducts(products, view, today()), [products, view]);
  const keys = useMemo(() => shown.map(keyOf), [shown]);
  useSelectionInSight(keys, changeSelection);
  const content = () => {
    if (loaded && !products.length)
      return <Empty icon={IconBottle} title={t('register.empty.title')} text={t('register.table.empty')} />;
    if (loaded && !shown.length)
      return <Empty icon={IconBottleOff} title={t('register.noMatch')} text={t('register.table.noMatch')} />;
    return <ProductTable products={shown} />;
  };
  return (
    <div className={classes.room}>
      {products.length > 0 && <TableToolbar shown={shown.length} />}
      {content()}
    </div>
  );
}

/** The ISO day here and now. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
