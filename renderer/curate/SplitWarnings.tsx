import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SplitWarning } from '@shared/review';
import { call } from '../engine/connection';
import { isRunning, useJobs } from '../engine/jobs';
import { useCurate } from './curate-store';
import { drawSplits } from './review';

/** More names nobody reads. */
const most = 5;

/** What makes a training's figures less than they seem, and the way out of it. */
export function SplitWarnings() {
  const { t } = useTranslation();
  const warnings = useWarnings();
  const busy = useJobs((state) => isRunning(state.jobs, 'survey'));
  if (!warnings.length) return null;
  const torn = warnings.some(({ kind }) => kind === 'burst' || kind === 'leak');
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={
        <Text fw={650} size="sm" c="var(--mantine-color-text)">
          {t('curate.splits.warnings')}
        </Text>
      }
      // Names of one long word.
      style={{ overflowWrap: 'anywhere' }}
      data-testid="split-warnings"
    >
      <List size="sm" spacing={4}>
        {warnings.map(({ kind, count, classes }) => (
          <List.Item key={kind} data-testid={`split-warning-${kind}`}>
            {t(`curate.splits.warning.${kind}`, { count })}{' '}
            <Text span size="sm">
              {classes.slice(0, most).join(t('curate.splits.comma'))}
              {classes.length > most && ' …'}
            </Text>
          </List.Item>
        ))}
      </List>
      {torn && (
        <Group mt="sm">
          <Button
            size="xs"
            variant="default"
            loading={busy}
            onClick={() => void drawSplits([80, 20, 0])}
            data-testid="split-redraw"
          >
            {t('curate.splits.redraw')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}

/** Asked for anew whenever photos change. */
function useWarnings(): SplitWarning[] {
  const photos = useCurate((state) => state.photos);
  const issues = useCurate((state) => state.issues);
  const [warnings, setWarnings] = useState<SplitWarning[]>([]);
  useEffect(() => {
    let gone = false;
    call('photos.checkSplits', {}).then(
      (found) => gone || setWarnings(found),
      () => {},
    );
    return () => void (gone = true);
  }, [photos, issues]);
  return warnings;
}
