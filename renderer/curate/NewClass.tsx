import { useState } from 'react';
import { ActionIcon, Checkbox, Group, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { createClass } from './actions';

export function NewClass() {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [unknown, setUnknown] = useState(false);
  const create = async () => {
    if (name.trim() && (await createClass(name.trim(), unknown ? 'unknown' : 'product'))) setName('');
  };
  return (
    <div>
      <Group gap={6} wrap="nowrap">
        <TextInput
          flex={1}
          size="sm"
          placeholder={t('curate.newClass')}
          aria-label={t('curate.newClass')}
          data-testid="new-class"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          // Enter also ends Japanese input; then it is not yet the end of the name.
          onKeyDown={({ key, nativeEvent }) => key === 'Enter' && !nativeEvent.isComposing && void create()}
        />
        <ActionIcon size={34} variant="light" aria-label={t('curate.addClass')} onClick={() => void create()}>
          <IconPlus size={17} />
        </ActionIcon>
      </Group>
      {name && (
        <Checkbox
          mt={8}
          size="xs"
          label={t('curate.notAProduct')}
          checked={unknown}
          onChange={(event) => setUnknown(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
