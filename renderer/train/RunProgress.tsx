import { Button, Group, Paper, Progress, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useProject } from '../app/project-store';
import { duration } from '../parts/duration';
import { setPaused } from './run-actions';
import { cancelTraining, useTrain } from './train-store';
import classes from './TrainRoom.module.css';

/** How the run that is under way is doing; when none is, how the newest one ended. */
export function RunProgress() {
  const { t } = useTranslation();
  const { activeId, stage, stopping, paused } = useTrain();
  if (activeId === null) return <Ended />;
  const share = stage ? (stage.done / Math.max(stage.total, 1)) * 100 : 0;
  return (
    <Paper withBorder radius="lg" p="lg">
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Text fw={600} data-testid="train-status">
          {paused && `${t('train.status.paused')} · `}
          {stage
            ? t(`train.phase.${stage.phase}`, {
                stage: stage.stage + 1,
                stages: stage.stages,
                from: stage.from,
              })
            : t('train.phase.reading')}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Button
            size="xs"
            variant="default"
            disabled={stopping}
            leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
            onClick={() => void setPaused(!paused)}
            data-testid="train-pause"
          >
            {paused ? t('train.goOn') : t('train.pause')}
          </Button>
          <Button
            size="xs"
            color="red"
            variant="light"
            loading={stopping}
            leftSection={<IconPlayerStop size={15} />}
            onClick={() => void cancelTraining()}
            data-testid="train-cancel"
          >
            {t('train.cancel')}
          </Button>
        </Group>
      </Group>
      <Progress
        value={stage ? share : 100}
        animated={!stage && !paused}
        striped={!stage}
        mb="md"
        aria-label={t('train.title')}
      />
      <Figures />
    </Paper>
  );
}

/** How the newest run ended. */
function Ended() {
  const { t } = useTranslation();
  const newest = useTrain((state) => state.runs[0]);
  const inUse = useProject((state) => state.project?.modelRunId === newest?.id);
  if (!newest) return null;
  const accuracy = newest.bestValAccuracy === null ? '–' : `${(newest.bestValAccuracy * 100).toFixed(1)} %`;
  const numbers = { epochs: newest.epochs, time: duration(newest.seconds), accuracy };
  return (
    <Text size="sm" c="dimmed" data-testid="train-status">
      {t(`train.ended.${newest.status}`, numbers)}
      {inUse && <span className={classes.inUse}>{t('train.ended.inUse')}</span>}
    </Text>
  );
}

function Figures() {
  const { t } = useTranslation();
  const last = useTrain((state) => state.last);
  const epoch = useTrain((state) => state.chart.epochs.at(-1));
  const percent = (share: number | undefined) =>
    share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
  const figures = {
    epoch: last?.epoch ?? '–',
    loss: last?.loss.toFixed(3) ?? '–',
    valLoss: epoch?.valLoss.toFixed(3) ?? '–',
    valAccuracy: percent(epoch?.valAccuracy),
    learningRate: last?.learningRate.toExponential(1) ?? '–',
    speed: last ? Math.round(last.imagesPerSecond) : '–',
    eta: last ? duration(last.eta) : '–',
  };
  return (
    <div className={classes.figures}>
      {Object.entries(figures).map(([name, value]) => (
        <div key={name}>
          <Text size="xs" c="dimmed">
            {t(`train.figure.${name as keyof typeof figures}`)}
          </Text>
          <Text fw={600} style={{ fontVariantNumeric: 'tabular-nums' }} data-testid={`figure-${name}`}>
            {value}
          </Text>
        </div>
      ))}
    </div>
  );
}
