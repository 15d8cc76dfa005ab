import {
  IconArrowsExchange,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  type Icon,
} from '@tabler/icons-react';
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '@shared/sync';
import { useSync } from './sync-store';
import classes from './Sync.module.css';

type Word = 'conflicts' | 'offline' | 'waiting' | 'connecting' | 'synced';

const pictures: Record<Word, Icon> = {
  conflicts: IconArrowsExchange,
  offline: IconCloudOff,
  waiting: IconCloudUp,
  connecting: IconCloudUp,
  synced: IconCloudCheck,
};
const colors: Partial<Record<Word, string>> = { conflicts: 'yellow', offline: 'yellow', synced: 'ramune' };

/** How sharing is doing, in a word: what asks for somebody first. */
export function SyncLight() {
  const { t } = useTranslation();
  const status = useSync((state) => state.status);
  if (!status || status.state === 'off') return null;
  const word = wordFor(status);
  const Picture = pictures[word];
  return (
    <Group gap={8} wrap="nowrap" data-testid="sync-light" data-word={word}>
      <Picture
        className={classes.light}
        size={18}
        stroke={1.7}
        color={colors[word] && `var(--mantine-color-${colors[word]}-6)`}
        aria-hidden
      />
      <Text size="sm">
        {t(`sync.light.${word}`, { conflicts: status.conflicts, waiting: status.waiting })}
      </Text>
    </Group>
  );
}

function wordFor({ state, conflicts, waiting }: SyncStatus): Word {
  if (conflicts) return 'conflicts';
  if (state === 'offline') return 'offline';
  if (state === 'connecting') return 'connecting';
  return waiting ? 'waiting' : 'synced';
}
