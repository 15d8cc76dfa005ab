import { useState } from 'react';
import { ActionIcon, Badge, Button, Group, Paper, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DatasetVersion, VersionDifference } from '@shared/domain';
import { attempt } from '../../app/errors';
import { performKept } from '../../app/kept-edits';
import { notifyDone } from '../../app/notices';
import { perform } from '../../app/undo';
import { call } from '../../engine/connection';

const kinds = ['added', 'removed', 'labels', 'splits', 'boxes', 'classes'] as const;

interface Props {
  version: DatasetVersion;
  onRestored(): void;
  /** It was taken out, or put back. */
  onRemoved(): void;
}

export function VersionRow({ version, onRestored, onRemoved }: Props) {
  const { t, i18n } = useTranslation();
  const [difference, setDifference] = useState<VersionDifference | null>(null);
  const compare = async () => {
    const found = await attempt(() => call('versions.compare', { id: version.id }));
    if (found) setDifference(found);
  };
  const restore = async () => {
    if (!(await performKept('photos', () => call('versions.restore', { id: version.id })))) return;
    onRestored();
    notifyDone(t('curate.versions.restored', { name: version.name }), t('curate.versions.undoable'));
  };
  const setRemoved = async (removed: boolean) => {
    await call('versions.setRemoved', { id: version.id, removed });
    onRemoved();
  };
  const remove = async () => {
    if (!(await perform({ do: () => setRemoved(true), undo: () => setRemoved(false) }))) return;
    notifyDone(t('curate.versions.removed', { name: version.name }), t('curate.versions.removedUndo'));
  };
  return (
    <Paper withBorder radius="md" p="sm" data-testid="version">
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Group gap={8} wrap="nowrap">
            <Text size="sm" fw={600} truncate data-selectable>
              {version.name}
            </Text>
            {version.runId && (
              <Badge size="sm" variant="light" tt="none" style={{ flex: 'none' }}>
                {t('curate.versions.run')}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {new Date(version.madeAt).toLocaleString(i18n.language)} ·{' '}
            {t('curate.shown', { count: version.photos })}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Button size="xs" variant="subtle" onClick={() => void compare()} data-testid="version-compare">
            {t('curate.versions.compare')}
          </Button>
          <Button size="xs" variant="default" onClick={() => void restore()} data-testid="version-restore">
            {t('curate.versions.restore')}
          </Button>
          {!version.runId && (
            <Tooltip label={t('curate.versions.remove')}>
              <ActionIcon
                size={30}
                variant="subtle"
                color="gray"
                aria-label={t('curate.versions.removeNamed', { name: version.name })}
                onClick={() => void remove()}
                data-testid="version-remove"
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Group>
      {difference && <Difference difference={difference} />}
    </Paper>
  );
}

function Difference({ difference }: { difference: VersionDifference }) {
  const { t } = useTranslation();
  const parts = kinds.filter((kind) => difference[kind]);
  return (
    <Text size="sm" mt={6} data-testid="version-difference">
      {parts.length
        ? parts
            .map((kind) => t(`curate.versions.since.${kind}`, { count: difference[kind] }))
            .join(t('curate.splits.comma'))
        : t('curate.versions.same')}
    </Text>
  );
}
