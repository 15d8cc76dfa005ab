import { useState } from 'react';
import { Button, Group, Text, TextInput, Tooltip } from '@mantine/core';
import { IconBottle, IconSearch, IconTags } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isRunning, useJobs } from '../engine/jobs';
import { Empty } from '../parts/Empty';
import { Room } from '../parts/Room';
import { UndoButtons } from '../parts/UndoButtons';
import { registerClasses } from './actions';
import { AddProduct } from './AddProduct';
import { ProductCard } from './ProductCard';
import { useRegister } from './register-store';

import classes from './RegisterRoom.module.css';

export function RegisterRoom() {
  const { t } = useTranslation();
  return (
    <Room
      title={t('register.title')}
      subtitle={t('register.subtitle')}
      actions={
        <>
          <UndoButtons />
          <FromClasses />
        </>
      }
    >
      <div className={classes.columns}>
        <AddProduct />
        <Products />
      </div>
    </Room>
  );
}

function Products() {
  const { t } = useTranslation();
  const products = useRegister((state) => state.products);
  const loaded = useRegister((state) => state.loaded);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = products.filter(({ name }) => name.toLowerCase().includes(wanted));
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
            leftSection={<IconSearch size={15} />}
            aria-label={t('register.search')}
            placeholder={t('register.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Group>
      )}
      <ul className={classes.cards} data-testid="product-list">
        {found.map((product) => (
          <ProductCard key={product.id} product={product} />
        ))}
      </ul>
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
