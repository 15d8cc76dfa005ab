import { useState } from 'react';
import { Button, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BulkEdit } from './BulkEdit';
import { useRegister } from './register-store';
import { removeChosen } from './table-keys';

export function SelectionTools({ count }: { count: number }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Text size="sm" fw={600} data-testid="table-selected">
        {t('register.table.selected', { count })}
      </Text>
      <Button
        size="xs"
        leftSection={<IconPencil size={15} />}
        onClick={() => setEditing(true)}
        data-testid="bulk-edit"
      >
        {t('register.bulk.open')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash size={15} />}
        onClick={() => void removeChosen(useRegister.getState().products)}
        data-testid="bulk-remove"
      >
        {t('register.remove')}
      </Button>
      {editing && <BulkEdit count={count} onClose={() => setEditing(false)} />}
    </>
  );
}
