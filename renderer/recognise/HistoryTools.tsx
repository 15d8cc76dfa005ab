import { Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Kind, kinds } from './history';
import { clearAnswers, useRecognise } from './recognise-store';
import classes from './RecogniseRoom.module.css';

/** Which of the answers are shown. */
export function HistoryTools({ shown }: { shown: number }) {
  const { t } = useTranslation();
  const filter = useRecognise((state) => state.filter);
  const change = (changed: Partial<typeof filter>) =>
    useRecognise.setState({ filter: { ...filter, ...changed } });
  return (
    <div className={classes.historyHead}>
      <Text size="sm" fw={600}>
        {t('recognise.history')}
      </Text>
      <Text size="xs" c="dimmed" data-testid="history-count">
        {shown}
      </Text>
      <SegmentedControl
        size="xs"
        value={filter.kind}
        onChange={(kind) => change({ kind: kind as Kind })}
        data={kinds.map((kind) => ({ value: kind, label: t(`recognise.kind.${kind}`) }))}
        aria-label={t('recognise.show.kind')}
        data-testid="history-kind"
      />
      <TextInput
        size="xs"
        type="search"
        leftSection={<IconSearch size={14} aria-hidden />}
        placeholder={t('recognise.show.text')}
        aria-label={t('recognise.show.text')}
        value={filter.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        data-testid="history-text"
      />
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        onClick={clearAnswers}
        data-testid="recognise-clear"
      >
        {t('recognise.clear')}
      </Button>
    </div>
  );
}
