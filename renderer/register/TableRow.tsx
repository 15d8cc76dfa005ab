import { memo, type CSSProperties, type MouseEvent } from 'react';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '@shared/domain';
import { productFields } from '@shared/product';
import { pick } from '../curate/selection';
import { TableCell } from './TableCell';
import { keyOf, useTable } from './table-store';
import classes from './ProductTable.module.css';

interface Props {
  product: Product;
  /** Of all rows shown, in their order. */
  keys: readonly string[];
  index: number;
  style: CSSProperties;
}

export const TableRow = memo(function TableRow({ product, keys, index, style }: Props) {
  const { t } = useTranslation();
  const key = keyOf(product);
  const selected = useTable((state) => state.selected.has(key));
  const choose = ({ shiftKey, currentTarget }: MouseEvent) => {
    useTable.setState((state) => pick(state, keys, key, { range: shiftKey, toggle: true }));
    // The keys go on in the table.
    currentTarget.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
  };
  return (
    <div
      className={`${classes.cells} ${classes.row}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      style={style}
      data-testid="product-row"
      data-name={product.name}
    >
      <div role="gridcell" className={classes.pick}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('register.table.select', { name: product.name })}
          checked={selected}
          onClick={choose}
          readOnly
        />
      </div>
      {productFields.map((field) => (
        <TableCell key={field} product={product} field={field} />
      ))}
    </div>
  );
});
