import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconChartLine } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { canContinue, type RunSummary } from '@shared/training';
import { errorWords, WayOut } from '../app/errors';
import { goTo } from '../app/rooms';
import { useCurate } from '../curate/curate-store';
import { SplitWarnings } from '../curate/SplitWarnings';
import { Empty } from '../parts/Empty';
import { Room } from '../parts/Room';
import { RunCharts } from './chart/RunCharts';
import { RunList } from './RunList';
import { RunProgress } from './RunProgress';
import { StartPanel } from './StartPanel';
import { continueRun, useTrain } from './train-store';
import classes from './TrainRoom.module.css';

export function TrainRoom() {
  const { t } = useTranslation();
  const labelled = useCurate(
    (state) => state.classes.filter((one) => one.kind === 'product' && one.count > 1).length,
  );
  const hasRuns = useTrain((state) => state.runs.length > 0);
  const enough = labelled >= 2;
  return (
    <Room title={t('train.title')} subtitle={t('train.subtitle')}>
      {!enough && !hasRuns ? (
        <Empty
          icon={IconChartLine}
          title={t('train.empty.title')}
          text={t('train.empty.text')}
          action={<Button onClick={() => goTo('curate')}>{t('train.empty.action')}</Button>}
        />
      ) : (
        <Stack gap="md">
          <div className={classes.top}>
            <Stack gap="md">
              <SplitWarnings />
              <StartPanel />
            </Stack>
            <Stack gap="md" className={classes.live}>
              <RunProgress />
              <Interrupted />
              <RunCharts />
            </Stack>
          </div>
          <RunList />
        </Stack>
      )}
    </Room>
  );
}

/** Says what became of the newest run when it was cut off or failed, and goes on with it where it can. */
function Interrupted() {
  const { t } = useTranslation();
  const newest = useTrain((state) => state.runs[0]);
  const busy = useTrain((state) => state.activeId !== null || state.starting);
  if (newest?.status !== 'interrupted' && newest?.status !== 'failed') return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />} data-testid="run-cut-off">
      <Group justify="space-between">
        {newest.status === 'failed' ? (
          <Failure run={newest} />
        ) : (
          <Text size="sm">{t(newest.epochs ? 'train.interrupted' : 'train.interruptedEarly')}</Text>
        )}
        {canContinue(newest) && (
          <Button
            size="xs"
            loading={busy}
            onClick={() => void continueRun(newest)}
            data-testid="run-continue"
          >
            {t('train.continue')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function Failure({ run: { code, reason } }: { run: RunSummary }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4} flex={1}>
      <Text size="sm" fw={600}>
        {code === null ? t('train.failed') : errorWords(code).title}
      </Text>
      {code === null ? <Text size="sm">{reason}</Text> : <WayOut code={code} message={reason} />}
    </Stack>
  );
}
