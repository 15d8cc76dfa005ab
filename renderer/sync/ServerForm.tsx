import { useState } from 'react';
import { Alert, Button, Group, NativeSelect, PasswordInput, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isAddress, type TlsMode, tlsModes, tlsOf, withTls } from '@shared/registry-address';
import type { ServerInfo } from '@shared/sync';
import { attempt } from '../app/errors';
import { call } from '../engine/connection';
import { shareThrough } from './sync-store';

/** Asks for the server, and tries it. What is written here goes to the keychain and is never shown again. */
export function ServerForm() {
  const { t } = useTranslation();
  const [url, setUrl] = useState('');
  const [busy, setBusy] = useState<'test' | 'share' | null>(null);
  const [found, setFound] = useState<ServerInfo | null>(null);
  const change = (next: string) => {
    setUrl(next);
    setFound(null);
  };
  const during = async (what: 'test' | 'share', work: () => Promise<unknown>) => {
    setBusy(what);
    await work();
    setBusy(null);
  };
  const test = async () => setFound((await attempt(() => call('sync.test', { url }))) ?? null);
  const isReady = url.trim() !== '' && busy === null;
  return (
    <Stack gap="sm">
      <PasswordInput
        label={t('sync.server')}
        description={t('sync.serverHint')}
        placeholder="postgresql://user:password@host:5432/database"
        value={url}
        onChange={(event) => change(event.currentTarget.value.trim())}
        autoComplete="off"
        data-testid="sync-server"
      />
      <TlsFields url={url} onChange={change} />
      <Group>
        <Button
          variant="default"
          disabled={!isReady}
          loading={busy === 'test'}
          onClick={() => void during('test', test)}
          data-testid="sync-test"
        >
          {t('sync.test')}
        </Button>
        <Button
          disabled={!isReady}
          loading={busy === 'share'}
          onClick={() => void during('share', () => shareThrough(url))}
          data-testid="sync-share"
        >
          {t('sync.share')}
        </Button>
      </Group>
      {found && <Found server={found} />}
    </Stack>
  );
}

/** How the server's certificate is looked at, as the address says it. */
function TlsFields({ url, onChange }: { url: string; onChange(url: string): void }) {
  const { t } = useTranslation();
  const { mode, certificate } = tlsOf(url);
  const isWhole = isAddress(url);
  const choose = async () => {
    const path = await window.studio.chooseCertificate();
    if (path)
      onChange(withTls(url, { mode: mode === 'verify-ca' ? mode : 'verify-full', certificate: path }));
  };
  return (
    <Group align="end">
      <NativeSelect
        label={t('sync.tls.label')}
        data={tlsModes.map((value) => ({ value, label: t(`sync.tls.${value}`) }))}
        value={mode}
        disabled={!isWhole}
        onChange={(event) =>
          onChange(withTls(url, { mode: event.currentTarget.value as TlsMode, certificate }))
        }
        data-testid="sync-tls"
      />
      <Button
        variant="default"
        disabled={!isWhole}
        onClick={() => void choose()}
        data-testid="sync-certificate"
      >
        {t('sync.tls.certificate')}
      </Button>
      {certificate && (
        <Text size="xs" c="dimmed" data-selectable>
          {certificate}
        </Text>
      )}
    </Group>
  );
}

function Found({ server }: { server: ServerInfo }) {
  const { t } = useTranslation();
  return (
    <Alert
      color="ramune"
      radius="lg"
      icon={<IconCircleCheck size={18} aria-hidden />}
      data-testid="sync-found"
    >
      {t('sync.found', { ...server, count: server.products })}{' '}
      {t(server.encrypted ? 'sync.encrypted' : 'sync.notEncrypted')}
    </Alert>
  );
}
