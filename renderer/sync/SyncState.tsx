import { Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../app/errors';
import { languageInUse } from '../i18n';
import { SyncLight } from './SyncLight';
import { useSync } from './sync-store';

/** How sharing is doing, at length: with which server, since when, and what stands in the way. */
export function SyncState() {
  const { t } = useTranslation();
  const status = useSync((state) => state.status)!;
  const { server, syncedAt, error } = status;
  return (
    <Stack gap={4} data-testid="sync-state" data-state={status.state}>
      <Group gap="xs">
        <SyncLight />
        <Text ff="monospace" size="sm" data-selectable>
          {server}
        </Text>
      </Group>
      {syncedAt && (
        <Text size="sm" c="dimmed">
          {t('sync.at', { time: new Date(syncedAt).toLocaleString(languageInUse()) })}
        </Text>
      )}
      {error && (
        <Text size="sm" c="red" data-testid="sync-error">
          {errorWords(error.code).title}
          <br />
          {errorWords(error.code).todo} <Code>{error.code}</Code>
        </Text>
      )}
    </Stack>
  );
}
