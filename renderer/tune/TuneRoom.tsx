import { memo, useDeferredValue, useEffect, useMemo } from 'react';
import { Button, Group, Paper, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useProject } from '../app/project-store';
import { goTo } from '../app/rooms';
import { Empty } from '../parts/Empty';
import { Room } from '../parts/Room';
import { UndoButtons } from '../parts/UndoButtons';
import { ChangeStrips } from './ChangeStrips';
import { countAt, histogram } from './counts';
import { Histogram } from './Histogram';
import { Outcome } from './Outcome';
import { ThresholdControls } from './ThresholdControls';
import { score, scoreIfStale, useTune } from './tune-store';
import classes from './TuneRoom.module.css';

const binCount = 40;

export function TuneRoom() {
  const { t } = useTranslation();
  const hasPhotos = useTune((state) => state.photos.length > 0);
  useEffect(() => void scoreIfStale(), []);
  return (
    <Room
      title={t('tune.title')}
      subtitle={t('tune.subtitle')}
      actions={
        <>
          <UndoButtons />
          <Refresh />
        </>
      }
    >
      {hasPhotos ? <Tuning /> : <NothingScored />}
    </Room>
  );
}

function Refresh() {
  const { t } = useTranslation();
  const scoring = useTune((state) => state.scoring);
  return (
    <Button
      variant="default"
      leftSection={<IconRefresh size={17} />}
      loading={scoring}
      onClick={() => void score()}
      data-testid="threshold-refresh"
    >
      {t('tune.refresh')}
    </Button>
  );
}

function Tuning() {
  const photos = useTune((state) => state.photos);
  const threshold = useTune((state) => state.threshold);
  const saved = useProject((state) => state.project?.threshold ?? 0);
  const bins = useMemo(() => histogram(photos, binCount), [photos]);
  const counts = useMemo(() => countAt(photos, threshold), [photos, threshold]);
  // Photos may appear a moment later than the numbers; the slider must not wait for them.
  const settled = useDeferredValue(threshold);
  const strips = useMemo(
    () => <ChangeStrips photos={photos} saved={saved} threshold={settled} />,
    [photos, saved, settled],
  );
  return (
    <div className={classes.tuning}>
      <Outcome counts={counts} />
      <Paper withBorder radius="lg" p="lg" className={classes.card}>
        <Legend />
        <Histogram bins={bins} threshold={threshold} />
        <ThresholdControls saved={saved} />
      </Paper>
      {strips}
    </div>
  );
}

const Legend = memo(function Legend() {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" mb="sm">
      <Text fw={600}>{t('tune.chart')}</Text>
      <Group gap="md">
        <Text size="sm" className={classes.key} data-kind="products">
          {t('tune.products')}
        </Text>
        <Text size="sm" className={classes.key} data-kind="strangers">
          {t('tune.strangers')}
        </Text>
      </Group>
    </Group>
  );
});

function NothingScored() {
  const { t } = useTranslation();
  const { scoring, missing } = useTune();
  if (scoring)
    return <Empty icon={IconAdjustmentsHorizontal} title={t('tune.scoring')} text={t('tune.scoringText')} />;
  const room = missing === 'no-photos' ? 'curate' : 'register';
  return (
    <Empty
      icon={IconAdjustmentsHorizontal}
      title={t('tune.empty.title')}
      text={t('tune.empty.text')}
      action={
        <Button onClick={() => goTo(room)}>
          {t(room === 'curate' ? 'tune.empty.photos' : 'tune.empty.action')}
        </Button>
      }
    />
  );
}
