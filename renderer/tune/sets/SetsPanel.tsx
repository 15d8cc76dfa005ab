import { useState } from 'react';
import { ActionIcon, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tuning } from '../tuning';
import { Compare } from './Compare';
import { ResultTable } from './ResultTable';
import { chooseSet, keepSet, removeSet, trySet, useSets } from './sets-store';

/** Photos that are kept to try every model on, and what became better or worse with each. */
export function SetsPanel({ tuning }: { tuning: Tuning }) {
  const { t } = useTranslation();
  const { sets, chosenId, results } = useSets();
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {t('tune.sets.text')}
      </Text>
      <Group align="flex-end" mb="md">
        {sets.length > 0 && <ChosenSet />}
        <KeepSet key={chosenId} photoIds={tuning.photos.map(({ photoId }) => photoId)} />
      </Group>
      {results.length > 0 && <ResultTable results={results} />}
      {results.length > 1 && <Compare key={`${chosenId} ${results[0].madeAt}`} results={results} />}
      {results.length === 1 && <Text c="dimmed">{t('tune.sets.one')}</Text>}
    </>
  );
}

function ChosenSet() {
  const { t } = useTranslation();
  const { sets, chosenId, running } = useSets();
  if (chosenId === null) return null;
  return (
    <Group align="flex-end" gap="xs">
      <Select
        label={t('tune.sets.set')}
        data={sets.map(({ id, name, photoCount }) => ({
          value: String(id),
          label: t('tune.sets.name', { name, count: photoCount }),
        }))}
        value={String(chosenId)}
        onChange={(value) => value && void chooseSet(Number(value))}
        allowDeselect={false}
        w={260}
        data-testid="set-select"
      />
      <ActionIcon
        size={36}
        variant="default"
        loading={running}
        aria-label={t('tune.sets.again')}
        title={t('tune.sets.again')}
        onClick={() => void trySet(chosenId)}
        data-testid="set-run"
      >
        <IconRefresh size={17} />
      </ActionIcon>
      <ActionIcon
        size={36}
        variant="default"
        aria-label={t('tune.sets.remove')}
        title={t('tune.sets.remove')}
        onClick={() => void removeSet(chosenId)}
        data-testid="set-remove"
      >
        <IconTrash size={17} />
      </ActionIcon>
    </Group>
  );
}

function KeepSet({ photoIds }: { photoIds: string[] }) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState('');
  const today = new Date().toLocaleDateString(i18n.language);
  const keep = () => void keepSet(name.trim() || today, photoIds).then(() => setName(''));
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={t('tune.sets.keepLabel', { count: photoIds.length })}
        placeholder={today}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
        w={290}
        data-testid="set-name"
      />
      <Button
        variant="light"
        leftSection={<IconDeviceFloppy size={17} />}
        onClick={keep}
        data-testid="set-keep"
      >
        {t('tune.sets.keep')}
      </Button>
    </Group>
  );
}
