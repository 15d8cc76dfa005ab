import { useMemo, useState } from 'react';
import { Button, Group, SegmentedControl, Text, TextInput, Tooltip } from '@mantine/core';
import { IconBottle, IconCameraPlus, IconSearch, IconTags } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isRunning, useJobs } from '../engine/jobs';
import { Empty } from '../parts/Empty';
import { Room } from '../parts/Room';
import { UndoButtons } from '../parts/UndoButtons';
import { ConflictsDialog } from '../sync/ConflictsDialog';
import { ConflictsNotice } from '../sync/ConflictsNotice';
import { HistoryDialog } from '../sync/HistoryDialog';
import { registerClasses } from './actions';
import { AddProduct } from './AddProduct';
import { HealthRoom } from './HealthRoom';
import { ListMenu } from './ListMenu';
import { ListReportDialog } from './ListReportDialog';
import { LookalikeDialog } from './LookalikeDialog';
import { ProductCard } from './ProductCard';
import { ReferencesDialog } from './ReferencesDialog';
import { useRegister } from './register-store';
import { TableRoom } from './TableRoom';
import { useTable } from './table-store';
import { visibleProducts, wholeTable } from './table-view';
import { Wizard } from './wizard/Wizard';
import { openWizard } from './wizard/wizard-store';

import classes from './RegisterRoom.module.css';

export function RegisterRoom() {
  const { t } = useTranslation();
  const shown = useTable((state) => state.shown);
  return (
    <Room
      fill={shown === 'table'}
      title={t('register.title')}
      subtitle={t('register.subtitle')}
      actions={
        <>
          <ViewSwitch />
          <ListMenu />
          <UndoButtons />
          <FromClasses />
          <OpenWizard />
        </>
      }
    >
      <ConflictsNotice />
      {shown === 'table' && <TableRoom />}
      {shown === 'health' && <HealthRoom />}
      {shown === 'cards' && (
        <div className={classes.columns}>
          <AddProduct />
          <Products />
        </div>
      )}
      <ListReportDialog />
      <LookalikeDialog />
      <ReferencesDialog />
      <ConflictsDialog />
      <HistoryDialog />
      <Wizard />
    </Room>
  );
}

function OpenWizard() {
  const { t } = useTranslation();
  return (
    <Button leftSection={<IconCameraPlus size={18} />} onClick={openWizard} data-testid="wizard-open">
      {t('register.wizard.open')}
    </Button>
  );
}

function ViewSwitch() {
  const { t } = useTranslation();
  const shown = useTable((state) => state.shown);
  return (
    <SegmentedControl
      aria-label={t('register.view.label')}
      data={(['cards', 'table', 'health'] as const).map((value) => ({
        value,
        label: t(`register.view.${value}`),
      }))}
      value={shown}
      onChange={(value) => useTable.setState({ shown: value as typeof shown, editing: false })}
      data-testid="register-view"
    />
  );
}

/** More pictures than this are no help, and slow. */
const mostCards = 200;

function Products() {
  const { t } = useTranslation();
  const products = useRegister((state) => state.products);
  const loaded = useRegister((state) => state.loaded);
  const [text, setText] = useState('');
  const found = useMemo(() => visibleProducts(products, { ...wholeTable, text }, ''), [products, text]);
  return (
    <div className={classes.list}>
      {products.length > 0 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" data-testid="product-count">
            {t('register.count', { count: products.length })}
          </Text>
          <TextInput
            size="xs"
            type="search"
            leftSection={<IconSearch size={15} aria-hidden />}
            aria-label={t('register.search')}
            placeholder={t('register.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Group>
      )}
      <ul className={classes.cards} data-testid="product-list">
        {found.slice(0, mostCards).map((product) => (
          <ProductCard key={product.id} product={product} />
        ))}
      </ul>
      {found.length > mostCards && <Text c="dimmed">{t('register.moreCards', { count: mostCards })}</Text>}
      {loaded && !products.length && (
        <Empty icon={IconBottle} title={t('register.empty.title')} text={t('register.empty.text')} />
      )}
      {products.length > 0 && !found.length && <Text c="dimmed">{t('register.noMatch')}</Text>}
    </div>
  );
}

function FromClasses() {
  const { t } = useTranslation();
  const running = useJobs(({ jobs }) => isRunning(jobs, 'register'));
  return (
    <Tooltip label={t('register.fromClassesHint')} multiline w={260} openDelay={400}>
      <Button
        variant="default"
        leftSection={<IconTags size={17} />}
        loading={running}
        onClick={() => void registerClasses()}
        data-testid="register-from-classes"
      >
        {t('register.fromClasses')}
      </Button>
    </Tooltip>
  );
}
