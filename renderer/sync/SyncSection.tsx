import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../settings/Section';
import { ServerForm } from './ServerForm';
import { SyncState } from './SyncState';
import { nameShop, stopSharing, syncNow, useSync } from './sync-store';

/** Whether and through which server the project shares its products with other shops. */
export function SyncSection() {
  const { t } = useTranslation();
  const { status, kept } = useSync();
  if (!status) return null;
  return (
    <Section title={t('sync.title')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('sync.text')}
      </Text>
      {status.state === 'off' ? <ServerForm /> : <Shared />}
      {kept === 'session' && (
        <Alert color="yellow" radius="lg" mt="sm" data-testid="sync-session-only">
          {t('sync.sessionOnly')}
        </Alert>
      )}
      <TextInput
        key={status.shop}
        mt="md"
        maw={360}
        label={t('sync.shop')}
        description={t('sync.shopHint')}
        defaultValue={status.shop}
        maxLength={80}
        onBlur={(event) => void nameShop(event.currentTarget.value)}
        data-testid="sync-shop"
      />
    </Section>
  );
}

function Shared() {
  const { t } = useTranslation();
  return (
    <>
      <SyncState />
      <Group mt="sm">
        <Button variant="default" onClick={() => void syncNow()} data-testid="sync-now">
          {t('sync.now')}
        </Button>
        <Button variant="subtle" color="red" onClick={() => void stopSharing()} data-testid="sync-stop">
          {t('sync.stop')}
        </Button>
      </Group>
    </>
  );
}
