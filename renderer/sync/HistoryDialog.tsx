import { Badge, Group, Stack, Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '@shared/sync';
import { Dialog } from '../parts/Dialog';
import { PhotoImage } from '../parts/PhotoImage';
import { fieldName, timeText, valueText } from './shared-text';
import { useSync } from './sync-store';
import classes from './Sync.module.css';

/** Who did what to a product and its photos, and when. */
export function HistoryDialog() {
  const { t } = useTranslation();
  const history = useSync((state) => state.history);
  if (!history) return null;
  const { product, entries } = history;
  return (
    <Dialog
      onClose={() => useSync.setState({ history: null })}
      title={t('sync.history.title', { name: product })}
      size="lg"
      centered
    >
      {entries.length === 0 && <Text c="dimmed">{t('sync.history.empty')}</Text>}
      <Timeline bulletSize={14} lineWidth={2} data-testid="history">
        {entries.map((entry) => (
          <Timeline.Item key={entry.id} title={<Title entry={entry} />}>
            <Entry entry={entry} />
          </Timeline.Item>
        ))}
      </Timeline>
    </Dialog>
  );
}

function Title({ entry: { author, madeAt, what, photoId, waiting } }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" data-testid="history-entry">
      <Text size="sm" fw={600}>
        {t(`sync.history.${what}${photoId && what === 'added' ? 'Photo' : ''}` as 'sync.history.added')}
      </Text>
      <Text size="xs" c="dimmed">
        {author || t('sync.history.here')} · {timeText(madeAt)}
      </Text>
      {waiting && (
        <Badge size="xs" variant="light" tt="none">
          {t('sync.history.waiting')}
        </Badge>
      )}
    </Group>
  );
}

function Entry({ entry: { photoId, fields } }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" wrap="nowrap" align="start">
      {photoId && <PhotoImage id={photoId} alt={t('sync.history.photo')} className={classes.photo} />}
      <Stack gap={0}>
        {fields.map(({ field, value }) => (
          <Text key={field} size="sm" className={classes.value}>
            {fieldName(field)}: {valueText(field, value)}
          </Text>
        ))}
      </Stack>
    </Group>
  );
}
