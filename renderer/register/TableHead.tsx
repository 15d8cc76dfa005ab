import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { productFields, type ProductField } from '@shared/product';
import { nothing } from '../curate/selection';
import { sortBy, useTable } from './table-store';
import classes from './ProductTable.module.css';

export function TableHead({ keys }: { keys: readonly string[] }) {
  const { t } = useTranslation();
  const count = useTable((state) => state.selected.size);
  const all = count > 0 && count === keys.length;
  const toggle = () => useTable.setState(all ? nothing : { selected: new Set(keys) });
  return (
    <div className={classes.head} role="rowgroup">
      <div className={classes.cells} role="row" aria-rowindex={1}>
        <div role="columnheader" className={classes.pick}>
          <Checkbox
            size="xs"
            aria-label={t('register.table.selectAll')}
            checked={all}
            indeterminate={count > 0 && !all}
            onChange={toggle}
          />
        </div>
        {productFields.map((field) => (
          <Title key={field} field={field} />
        ))}
      </div>
    </div>
  );
}

function Title({ field }: { field: ProductField }) {
  const { t } = useTranslation();
  const sort = useTable((state) => state.view.sort);
  const sorted = sort.field === field;
  const Arrow = sort.descending ? IconChevronDown : IconChevronUp;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={classes.title}
      data-field={field}
    >
      <UnstyledButton onClick={() => sortBy(field)} data-testid={`sort-${field}`}>
        {t(`register.field.${field}`)}
        {sorted && <Arrow size={14} aria-hidden />}
      </UnstyledButton>
    </div>
  );
}
