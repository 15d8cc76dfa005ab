import { useCallback, useEffect, useState } from 'react';
import { Button, Group, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DatasetVersion } from '@shared/domain';
import { Dialog } from '../../parts/Dialog';
import { attempt } from '../../app/errors';
import { call } from '../../engine/connection';
import { VersionRow } from './VersionRow';

/** The kept states of the dataset; each can be compared with the present and brought back. */
export function VersionsDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [versions, setVersions] = useState<DatasetVersion[] | null>(null);
  const [name, setName] = useState('');
  const load = useCallback(async () => {
    const listed = await attempt(() => call('versions.list', {}));
    if (listed) setVersions(listed);
  }, []);
  useEffect(() => void load(), [load]);
  const keep = async () => {
    if (!name.trim() || !(await attempt(() => call('versions.keep', { name: name.trim() })))) return;
    setName('');
    await load();
  };
  return (
    <Dialog onClose={onClose} title={t('curate.versions.title')} size="lg" centered>
      <Stack data-testid="versions-dialog">
        <Text size="sm" c="dimmed">
          {t('curate.versions.about')}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <TextInput
            flex={1}
            placeholder={t('curate.versions.name')}
            aria-label={t('curate.versions.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={({ key, nativeEvent }) => key === 'Enter' && !nativeEvent.isComposing && void keep()}
            data-testid="version-name"
          />
          <Button onClick={() => void keep()} disabled={!name.trim()} data-testid="version-keep">
            {t('curate.versions.keep')}
          </Button>
        </Group>
        {versions?.length === 0 && (
          <Text size="sm" c="dimmed" ta="center" py="md">
            {t('curate.versions.none')}
          </Text>
        )}
        <ScrollArea.Autosize mah={380}>
          <Stack gap="xs">
            {versions?.map((version) => (
              <VersionRow
                key={version.id}
                version={version}
                onRestored={onClose}
                onRemoved={() => void load()}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Stack>
    </Dialog>
  );
}
