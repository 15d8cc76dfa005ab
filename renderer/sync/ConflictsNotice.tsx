import { Alert, Button, Group, Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSync } from './sync-store';

/** Says that something waits to be decided; nothing while nothing does. */
export function ConflictsNotice() {
  const { t } = useTranslation();
  const count = useSync((state) => state.conflicts.length);
  if (!count) return null;
  return (
    <Alert
      color="yellow"
      radius="lg"
      mb="md"
      icon={<IconArrowsExchange size={18} aria-hidden />}
      data-testid="conflicts-notice"
    >
      <Group justify="space-between">
        <Text size="sm">{t('sync.decide.notice', { count })}</Text>
        <Button size="xs" onClick={() => useSync.setState({ deciding: true })} data-testid="conflicts-open">
          {t('sync.decide.open')}
        </Button>
      </Group>
    </Alert>
  );
}
