import { Button, Group, Paper, ScrollArea, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '@shared/sync';
import { Dialog } from '../parts/Dialog';
import { PhotoImage } from '../parts/PhotoImage';
import { fieldName, timeText, valueText } from './shared-text';
import { decide, useSync } from './sync-store';
import classes from './Sync.module.css';

/** What two shops changed at once, field by field: which value shall it be? */
export function ConflictsDialog() {
  const { t } = useTranslation();
  const { conflicts, deciding } = useSync();
  if (!deciding || !conflicts.length) return null;
  const close = () => useSync.setState({ deciding: false });
  return (
    <Dialog
      onClose={close}
      title={t('sync.decide.title')}
      size="lg"
      centered
      scrollAreaComponent={ScrollArea.Autosize}
    >
      <Stack data-testid="conflicts">
        <Text size="sm" c="dimmed">
          {t('sync.decide.text')}
        </Text>
        {conflicts.map((conflict) => (
          <ConflictRow key={conflict.id} conflict={conflict} />
        ))}
      </Stack>
    </Dialog>
  );
}

function ConflictRow({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation();
  const { product, photoId, field, stands, kept, author, madeAt, mine } = conflict;
  return (
    <Paper withBorder radius="lg" p="md" data-testid="conflict" data-field={field}>
      <Group gap="sm" mb="sm" wrap="nowrap">
        {photoId && (
          <PhotoImage id={photoId} alt={t('register.photoOf', { name: product })} className={classes.photo} />
        )}
        <Text fw={650}>
          {product} · {fieldName(field)}
        </Text>
      </Group>
      <SimpleGrid cols={2}>
        <Side
          title={t(mine ? 'sync.decide.theirs' : 'sync.decide.stands')}
          value={valueText(field, stands)}
          onChoose={() => decide(conflict, false)}
          testId="conflict-stands"
        />
        <Side
          title={t(mine ? 'sync.decide.mine' : 'sync.decide.kept', { author, time: timeText(madeAt) })}
          value={valueText(field, kept)}
          onChoose={() => decide(conflict, true)}
          testId="conflict-kept"
        />
      </SimpleGrid>
    </Paper>
  );
}

function Side(props: { title: string; value: string; onChoose(): Promise<void>; testId: string }) {
  const { t } = useTranslation();
  return (
    <Stack gap={6} justify="space-between">
      <div>
        <Text size="xs" c="dimmed">
          {props.title}
        </Text>
        <Text className={classes.value} data-selectable>
          {props.value}
        </Text>
      </div>
      <Button
        variant="light"
        onClick={() => void props.onChoose()}
        aria-label={t('sync.decide.useThis', { value: props.value })}
        data-testid={props.testId}
      >
        {t('sync.decide.use')}
      </Button>
    </Stack>
  );
}
