import { useState } from 'react';
import { Button, Group, Paper, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '@shared/training';
import { useProject } from '../app/project-store';
import { isRunning, useJobs } from '../engine/jobs';
import { UndoButtons } from '../parts/UndoButtons';
import { CompareTable } from './CompareTable';
import { NotesDialog } from './NotesDialog';
import { RunRow } from './RunRow';
import { useModelOf } from './run-actions';
import { newestRuns, searchRuns } from './search-runs';
import { useTrain } from './train-store';

/** Every run of the project, newest first, and which weights recognise now. */
export function RunList() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [whole, setWhole] = useState(false);
  const [described, setDescribed] = useState<RunSummary | null>(null);
  const runs = useTrain((state) => state.runs);
  if (!runs.length) return null;
  const found = searchRuns(runs, text);
  const drawn = whole ? found : found.slice(0, newestRuns);
  return (
    <Paper withBorder radius="lg" p="lg">
      <Group justify="space-between" mb="xs">
        <Text fw={650}>{t('train.runs')}</Text>
        <Group gap="xs">
          <BundledButton />
          <UndoButtons />
          <TextInput
            size="xs"
            leftSection={<IconSearch size={14} aria-hidden />}
            placeholder={t('train.search')}
            aria-label={t('train.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-testid="run-search"
          />
        </Group>
      </Group>
      <Table verticalSpacing={6} highlightOnHover aria-label={t('train.runs')} data-testid="run-list">
        <Table.Tbody>
          {drawn.map((run) => (
            <RunRow key={run.id} run={run} onDescribe={() => setDescribed(run)} />
          ))}
        </Table.Tbody>
      </Table>
      {drawn.length < found.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setWhole(true)} data-testid="runs-all">
          {t('train.allRuns', { count: found.length })}
        </Button>
      )}
      <CompareTable />
      {described && <NotesDialog run={described} onClose={() => setDescribed(null)} />}
    </Paper>
  );
}

/** Goes back to the bundled network, where a run's weights are in use. */
function BundledButton() {
  const { t } = useTranslation();
  const inUse = useProject((state) => state.project?.modelRunId ?? null);
  const switching = useJobs((state) => isRunning(state.jobs, 'model'));
  if (inUse === null) return null;
  return (
    <Button size="compact-sm" variant="subtle" loading={switching} onClick={() => void useModelOf(null)}>
      {t('train.useBundled')}
    </Button>
  );
}
