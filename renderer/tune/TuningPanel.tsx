import { memo, useDeferredValue, useMemo } from 'react';
import { Group, Paper, SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { operateAt } from '@shared/curves';
import { useProject } from '../app/project-store';
import { ChangeStrips } from './ChangeStrips';
import { ConfusionPanel } from './confusion/ConfusionPanel';
import { ProductsPanel } from './products/ProductsPanel';
import { Curves } from './charts/Curves';
import { Histogram } from './Histogram';
import { Outcome } from './Outcome';
import { ThresholdControls } from './ThresholdControls';
import { TrainedNotice } from './TrainedNotice';
import { SetsPanel } from './sets/SetsPanel';
import { type Detail, details, useTune } from './tune-store';
import type { Kind, Tuning } from './tuning';
import classes from './TuneRoom.module.css';

/** One slider, and all that moves with it. */
export function TuningPanel({ tuning }: { tuning: Tuning }) {
  const threshold = useTune((state) => state.threshold);
  const saved = useProject((state) => state.project?.threshold ?? 0);
  const operation = useMemo(() => operateAt(tuning.table, threshold), [tuning, threshold]);
  // What is below may appear a moment later than the numbers; the slider must not wait for it.
  const settled = useDeferredValue(threshold);
  const detail = useMemo(
    () => <DetailPanel tuning={tuning} saved={saved} threshold={settled} />,
    [tuning, saved, settled],
  );
  return (
    <div className={classes.tuning}>
      <TrainedNotice />
      <Outcome table={tuning.table} operation={operation} />
      <Paper withBorder radius="lg" p="lg" className={classes.card}>
        <Legend hasConfused={tuning.table.confused.length > 0} />
        <Histogram bins={tuning.bins} threshold={threshold} />
        <ThresholdControls tuning={tuning} saved={saved} />
      </Paper>
      {detail}
    </div>
  );
}

interface DetailProps {
  tuning: Tuning;
  saved: number;
  threshold: number;
}

function DetailPanel({ tuning, saved, threshold }: DetailProps) {
  const { t } = useTranslation();
  const detail = useTune((state) => state.detail);
  return (
    <Paper withBorder radius="lg" p="lg" className={classes.card}>
      <SegmentedControl
        value={detail}
        onChange={(value) => useTune.setState({ detail: value as Detail })}
        data={details.map((value) => ({
          value,
          label: <span data-testid={`tune-${value}`}>{t(`tune.detail.${value}`)}</span>,
        }))}
        mb="md"
      />
      {detail === 'changes' && <ChangeStrips tuning={tuning} saved={saved} threshold={threshold} />}
      {detail === 'products' && <ProductsPanel tuning={tuning} threshold={threshold} />}
      {detail === 'confusion' && <ConfusionPanel tuning={tuning} threshold={threshold} />}
      {detail === 'sets' && <SetsPanel tuning={tuning} />}
      {detail === 'curves' && <Curves table={tuning.table} threshold={threshold} />}
    </Paper>
  );
}

const Legend = memo(function Legend({ hasConfused }: { hasConfused: boolean }) {
  const { t } = useTranslation();
  const kinds: Kind[] = hasConfused ? ['right', 'confused', 'stranger'] : ['right', 'stranger'];
  return (
    <Group justify="space-between" mb="sm">
      <Text fw={600}>{t('tune.chart')}</Text>
      <Group gap="md">
        {kinds.map((kind) => (
          <Text key={kind} size="sm" className={classes.key} data-kind={kind}>
            {t(`tune.kind.${kind}`)}
          </Text>
        ))}
      </Group>
    </Group>
  );
});
