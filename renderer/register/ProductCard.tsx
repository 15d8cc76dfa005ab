import { useState } from 'react';
import { ActionIcon, Menu, Paper, Text } from '@mantine/core';
import {
  IconDots,
  IconHistory,
  IconPencil,
  IconPhotoCog,
  IconPhotoEdit,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Product } from '@shared/domain';
import { showHistory } from '../sync/sync-store';
import { PhotoImage } from '../parts/PhotoImage';
import { RenameField } from '../parts/RenameField';
import { replacePhotos } from './actions';
import { editProducts, removeProducts } from './edits';
import { useRegister } from './register-store';
import classes from './RegisterRoom.module.css';

const shown = 4;

export function ProductCard({ product }: { product: Product }) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const { name, references } = product;
  return (
    <Paper
      component="li"
      withBorder
      radius="lg"
      className={classes.card}
      data-testid="product"
      data-name={name}
    >
      <div className={classes.photos}>
        {references.slice(0, shown).map(({ id, photoId }) => (
          <PhotoImage key={id} id={photoId} alt={t('register.photoOf', { name })} />
        ))}
      </div>
      <div className={classes.foot}>
        <div className={classes.names}>
          {renaming ? (
            <RenameField
              label={t('register.rename')}
              name={name}
              onRename={(to) => void editProducts([{ id: product.id, fields: { name: to } }])}
              onDone={() => setRenaming(false)}
              data-testid="product-rename"
            />
          ) : (
            <Text fw={600} truncate title={name} onDoubleClick={() => setRenaming(true)}>
              {name}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {t('register.photos', { count: references.length })}
          </Text>
        </div>
        <CardMenu product={product} onRename={() => setRenaming(true)} />
      </div>
    </Paper>
  );
}

function CardMenu({ product, onRename }: { product: Product; onRename(): void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('register.more', { name: product.name })}
          data-testid="product-menu"
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onRename}>
          {t('register.rename')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPhotoEdit size={16} />}
          onClick={() => void replacePhotos(product)}
          data-testid="product-replace"
        >
          {t('register.replace')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPhotoCog size={16} />}
          onClick={() => useRegister.setState({ photosOf: product.id })}
          data-testid="product-photos"
        >
          {t('register.references.open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHistory size={16} />}
          onClick={() => void showHistory(product.id, product.name)}
          data-testid="product-history"
        >
          {t('sync.history.open')}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} />}
          onClick={() => void removeProducts([product.id])}
          data-testid="product-remove"
        >
          {t('register.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
