import { useState } from 'react';
import { ActionIcon, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { type Icon, IconDeviceFloppy, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RenameField } from '../../parts/RenameField';
import type { Tuning } from '../tuning';
import { Compare } from './Compare';
import { ResultTable } from './ResultTable';
import { chooseSet, keepSet, removeSet, renameSet, trySet, useSets } from './sets-store';

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
  const [renaming, setRenaming] = useState(false);
  const chosen = sets.find(({ id }) => id === chosenId);
  if (!chosen) return null;
  return (
    <Group align="flex-end" gap="xs">
      {renaming ? (
        <RenameField
          label={t('tune.sets.rename')}
          name={chosen.name}
          onRename={(name) => void renameSet(chosen, name)}
          onDone={() => setRenaming(false)}
          data-testid="set-rename-field"
        />
      ) : (
        <SelectSet />
      )}
      <SetButton
        icon={IconPencil}
        label={t('tune.sets.rename')}
        onClick={() => setRenaming(true)}
        data-testid="set-rename"
      />
      <SetButton
        icon={IconRefresh}
        label={t('tune.sets.again')}
        loading={running}
        onClick={() => void trySet(chosen.id)}
        data-testid="set-run"
      />
      <SetButton
        icon={IconTrash}
        label={t('tune.sets.remove')}
        onClick={() => void removeSet(chosen.id)}
        data-testid="set-remove"
      />
    </Group>
  );
}

function SelectSet() {
  const { t } = useTranslation();
  const { sets, chosenId } = useSets();
  return (
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
  );
}

interface SetButtonProps {
  icon: Icon;
  label: string;
  loading?: boolean;
  onClick(): void;
  'data-testid': string;
}

function SetButton({ icon: Picture, label, ...rest }: SetButtonProps) {
  return (
    <ActionIcon size={36} variant="default" aria-label={label} title={label} {...rest}>
      <Picture size={17} />
    </ActionIcon>
  );
}

function KeepSet({ photoIds }: { photoIds: string[] }) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState('');
  const today = new Date().toLocaleDateString(i18n.language);
  const keep = () => void keepSet(name.trim() || today, photoIds).then((kept) => kept && setName(''));
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={t('tune.sets.keepLabel', { count: photoIds.length })}
        placeholder={today}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        // Enter also ends Japanese input; then it is not yet the end of the name.
        onKeyDown={({ key, nativeEvent }) => key === 'Enter' && !nativeEvent.isComposing && keep()}
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
