import { Badge, Button, Group, Paper, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { presets } from '@shared/recipe';
import type { RunSummary } from '@shared/training';
import { useProject } from '../app/project-store';
import { isRunning, useJobs } from '../engine/jobs';
import { continueRun, type PresetName, showRun, useModelOf, useTrain } from './train-store';
import classes from './TrainRoom.module.css';

const colors = {
  running: 'ramune',
  paused: 'grape',
  done: 'teal',
  cancelled: 'gray',
  failed: 'red',
  interrupted: 'yellow',
};

const isPreset = (name: string): name is PresetName => Object.hasOwn(presets, name);

/** Every run of the project, newest first, and which weights recognise now. */
export function RunList() {
  const { t } = useTranslation();
  const runs = useTrain((state) => state.runs);
  const modelRunId = useProject((state) => state.project?.modelRunId ?? null);
  const switching = useJobs((state) => isRunning(state.jobs, 'model'));
  if (!runs.length) return null;
  return (
    <Paper withBorder radius="lg" p="lg">
      <Group justify="space-between" mb="xs">
        <Text fw={650}>{t('train.runs')}</Text>
        {modelRunId !== null && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={switching}
            onClick={() => void useModelOf(null)}
          >
            {t('train.useBundled')}
          </Button>
        )}
      </Group>
      <Table verticalSpacing={6} highlightOnHover data-testid="run-list">
        <Table.Tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} inUse={run.id === modelRunId} switching={switching} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function RunRow({ run, inUse, switching }: { run: RunSummary; inUse: boolean; switching: boolean }) {
  const { t, i18n } = useTranslation();
  const shown = useTrain((state) => state.shownId === run.id);
  const busy = useTrain((state) => state.activeId !== null || state.starting);
  const accuracy = run.bestValAccuracy === null ? '–' : `${(run.bestValAccuracy * 100).toFixed(1)} %`;
  return (
    <Table.Tr className={classes.run} data-shown={shown || undefined} onClick={() => void showRun(run.id)}>
      <Table.Td>{new Date(run.startedAt).toLocaleString(i18n.language)}</Table.Td>
      <Table.Td>
        {isPreset(run.recipe.name) ? t(`train.recipe.${run.recipe.name}.name`) : run.recipe.name}
      </Table.Td>
      <Table.Td>
        <Badge
          variant="light"
          color={colors[run.status]}
          data-testid="run-status"
          title={run.reason ?? undefined}
        >
          {t(`train.status.${run.status}`)}
        </Badge>
      </Table.Td>
      <Table.Td title={t('train.bestAccuracy')}>{accuracy}</Table.Td>
      <Table.Td ta="right">
        {run.status === 'interrupted' && (
          <Button
            size="compact-sm"
            disabled={busy}
            onClick={() => void continueRun(run)}
            data-testid="run-continue"
          >
            {t('train.continue')}
          </Button>
        )}
        {inUse && <Badge color="teal">{t('train.inUse')}</Badge>}
        {!inUse && run.bestValLoss !== null && run.status !== 'running' && run.status !== 'interrupted' && (
          <Button
            size="compact-sm"
            variant="light"
            loading={switching}
            onClick={() => void useModelOf(run.id)}
          >
            {t('train.use')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
