import { Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Container, containers } from '@shared/product';
import { useRegister } from './register-store';
import { SelectionTools } from './SelectionTools';
import { setView, useTable } from './table-store';
import { categoriesOf, type State, states } from './table-view';
import classes from './ProductTable.module.css';

/** Search and filters, and what can be done to the selected products. */
export function TableToolbar({ shown }: { shown: number }) {
  const { t } = useTranslation();
  const selected = useTable((state) => state.selected.size);
  const text = useTable((state) => state.view.text);
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('register.table.tools')}>
      <TextInput
        size="sm"
        w={240}
        type="search"
        leftSection={<IconSearch size={15} aria-hidden />}
        aria-label={t('register.search')}
        placeholder={t('register.search')}
        value={text}
        onChange={(event) => setView({ text: event.currentTarget.value })}
        data-testid="table-search"
      />
      {selected ? <SelectionTools count={selected} /> : <Filters />}
      <Text size="sm" c="dimmed" ml="auto" data-testid="table-count">
        {t('register.count', { count: shown })}
      </Text>
    </div>
  );
}

function Filters() {
  const { t } = useTranslation();
  const products = useRegister((state) => state.products);
  const { category, container, state } = useTable(({ view }) => view);
  return (
    <>
      <Select
        w={150}
        clearable
        searchable
        placeholder={t('register.field.category')}
        aria-label={t('register.field.category')}
        data={categoriesOf(products)}
        value={category}
        onChange={(value) => setView({ category: value })}
      />
      <Select
        w={150}
        clearable
        placeholder={t('register.field.container')}
        aria-label={t('register.field.container')}
        data={containers.map((value) => ({ value, label: t(`register.container.${value}`) }))}
        value={container}
        onChange={(value) => setView({ container: value as Container | null })}
      />
      <Select
        w={170}
        allowDeselect={false}
        aria-label={t('register.table.state')}
        data={states.map((value) => ({ value, label: t(`register.state.${value}`) }))}
        value={state}
        onChange={(value) => setView({ state: value as State })}
        data-testid="table-state"
      />
    </>
  );
}
