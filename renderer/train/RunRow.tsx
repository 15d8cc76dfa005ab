import { Badge, Button, Checkbox, Group, Table, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { canContinue, type RunSummary } from '@shared/training';
import { useProject } from '../app/project-store';
import { isRunning, useJobs } from '../engine/jobs';
import { mostCompared, setCompared, useCompare } from './compare-store';
import { RunMenu } from './RunMenu';
import { useModelOf } from './run-actions';
import { continueRun, showRun, useTrain } from './train-store';
import { useRecipeName } from './useRecipeName';
import classes from './TrainRoom.module.css';

const colors = {
  running: 'ramune',
  paused: 'grape',
  done: 'teal',
  cancelled: 'gray',
  failed: 'red',
  interrupted: 'yellow',
};

/** A run in the list; a click on it, or on its date with the keys, shows its curves. */
export function RunRow({ run, onDescribe }: { run: RunSummary; onDescribe(): void }) {
  const { t, i18n } = useTranslation();
  const shown = useTrain((state) => state.shownId === run.id);
  const recipeName = useRecipeName();
  const accuracy = run.bestValAccuracy === null ? '–' : `${(run.bestValAccuracy * 100).toFixed(1)} %`;
  return (
    <Table.Tr
      className={classes.run}
      data-shown={shown || undefined}
      data-testid="run-row"
      onClick={() => void showRun(run.id)}
    >
      <Table.Td w={32} onClick={(event) => event.stopPropagation()}>
        <CompareBox run={run} shown={shown} />
      </Table.Td>
      <Table.Td>
        {/* A click on it is one on the row. */}
        <UnstyledButton fz="inherit" aria-pressed={shown} data-testid="run-show">
          {new Date(run.startedAt).toLocaleString(i18n.language)}
        </UnstyledButton>
      </Table.Td>
      <Table.Td>{recipeName(run.recipe)}</Table.Td>
      <Table.Td>
        <Badge
          variant="light"
          color={colors[run.status]}
          c="var(--mantine-color-text)"
          data-testid="run-status"
          title={run.reason ?? undefined}
        >
          {t(`train.status.${run.status}`)}
        </Badge>
      </Table.Td>
      <Table.Td title={t('train.bestAccuracy')}>{accuracy}</Table.Td>
      <Table.Td>
        <Notes run={run} />
      </Table.Td>
      <Table.Td ta="right" onClick={(event) => event.stopPropagation()}>
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <MainActions run={run} />
          <RunMenu run={run} onDescribe={onDescribe} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** The shown run is always drawn; up to seven others can be drawn over it. */
function CompareBox({ run, shown }: { run: RunSummary; shown: boolean }) {
  const { t } = useTranslation();
  const compared = useCompare((state) => state.charts.has(run.id));
  const full = useCompare((state) => state.charts.size >= mostCompared - 1);
  return (
    <Tooltip label={t('train.compare', { count: mostCompared })} openDelay={400}>
      <Checkbox
        size="xs"
        checked={shown || compared}
        disabled={shown || (full && !compared)}
        onChange={(event) => void setCompared(run.id, event.currentTarget.checked)}
        aria-label={t('train.compare', { count: mostCompared })}
        data-testid="run-compare"
      />
    </Tooltip>
  );
}

function Notes({ run }: { run: RunSummary }) {
  return (
    <Group gap={4} wrap="nowrap">
      {run.tags.map((tag) => (
        <Badge key={tag} variant="outline" size="sm" tt="none" data-testid="run-tag">
          {tag}
        </Badge>
      ))}
      <Text size="xs" c="dimmed" truncate maw={220} title={run.notes}>
        {run.notes}
      </Text>
    </Group>
  );
}

/** What one most likely wants of the run: to go on with it, or to use it. */
function MainActions({ run }: { run: RunSummary }) {
  const { t } = useTranslation();
  const busy = useTrain((state) => state.activeId !== null || state.starting);
  const inUse = useProject((state) => state.project?.modelRunId === run.id);
  const switching = useJobs((state) => isRunning(state.jobs, 'model'));
  const ended = run.status === 'done' || run.status === 'cancelled' || run.status === 'failed';
  return (
    <>
      {canContinue(run) && (
        <Button
          size="compact-sm"
          disabled={busy}
          onClick={() => void continueRun(run)}
          data-testid="run-continue"
        >
          {t('train.continue')}
        </Button>
      )}
      {inUse && <Badge color="teal.9">{t('train.inUse')}</Badge>}
      {!inUse && ended && run.bestValLoss !== null && (
        <Button
          size="compact-sm"
          variant="light"
          loading={switching}
          onClick={() => void useModelOf(run.id)}
          data-testid="run-use"
        >
          {t('train.use')}
        </Button>
      )}
    </>
  );
}
