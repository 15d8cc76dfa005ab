import { useCallback, useEffect, useMemo, useRef } from 'react';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { Product } from '@shared/domain';
import { productFields } from '@shared/product';
import { TableHead } from './TableHead';
import { TableRow } from './TableRow';
import { onTableKey } from './table-keys';
import { cellId, keyOf, useTable } from './table-store';
import { withRow } from './table-view';
import classes from './ProductTable.module.css';

const rowHeight = 44; // pixels

/** Ten thousand products: only the rows in view are drawn. */
export function ProductTable({ products }: { products: readonly Product[] }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const { cursor, column, editing } = useTable();
  const keys = useMemo(() => products.map(keyOf), [products]);
  const edited = editing && cursor !== null ? keys.indexOf(cursor) : -1;
  const rows = useVirtualizer({
    count: products.length,
    getScrollElement: () => frame.current,
    // By product, so that one that arrives above takes no editor away.
    getItemKey: useCallback((i: number) => keys[i], [keys]),
    rangeExtractor: (range: Range) => withRow(defaultRangeExtractor(range), edited),
    estimateSize: () => rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 8,
  });
  const scrollTo = useRef(rows.scrollToIndex);
  useEffect(() => {
    const at = cursor === null ? -1 : keys.indexOf(cursor);
    if (at >= 0) scrollTo.current(at);
  }, [cursor, keys]);
  // The keys go back to the table when a cell has been edited.
  useEffect(() => {
    const table = frame.current;
    return editing ? () => table?.focus({ preventScroll: true }) : undefined;
  }, [editing]);
  return (
    <div
      ref={frame}
      className={classes.frame}
      role="grid"
      tabIndex={0}
      aria-label={t('register.title')}
      aria-multiselectable
      aria-rowcount={products.length + 1}
      aria-colcount={productFields.length + 1}
      aria-activedescendant={cursor === null ? undefined : cellId(cursor, column)}
      data-testid="product-table"
      onKeyDown={(event) => onTableKey(event, products)}
    >
      <TableHead keys={keys} />
      <div className={classes.sheet} role="rowgroup" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => (
          <TableRow
            key={key}
            product={products[index]}
            keys={keys}
            index={index}
            style={{ transform: `translateY(${start}px)`, height: rowHeight }}
          />
        ))}
      </div>
    </div>
  );
}
