import { useMemo } from 'react';
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  equalErrorPoint,
  openSetClassificationRate,
  operateAt,
  operations,
  type ScoreTable,
} from '@shared/curves';
import { auroc } from '@shared/metrics';
import { percent } from '../percent';
import { chartSpecs } from './chart-specs';
import { CurveChart } from './CurveChart';
import classes from './Curves.module.css';

/** More show nothing more. */
const mostPoints = 1000;

/** What all thresholds do, for those who read such curves. */
export function Curves({ table, threshold }: { table: ScoreTable; threshold: number }) {
  const { t } = useTranslation();
  const curve = useMemo(() => operations(table, mostPoints), [table]);
  const equalError = useMemo(() => equalErrorPoint(table), [table]);
  const figures = useMemo(() => figuresOf(table), [table]);
  const now = useMemo(() => operateAt(table, threshold), [table, threshold]);
  if (!equalError) return <Text c="dimmed">{t('tune.noCurves')}</Text>;
  return (
    <>
      <Group gap="xl" mb="sm" data-testid="curve-figures">
        <Figure name={t('tune.figure.equalError')} value={percent(equalError.rate)} />
        <Figure name={t('tune.figure.auroc')} value={figures.auroc?.toFixed(4) ?? '–'} />
        <Figure name={t('tune.figure.openset')} value={figures.openset?.toFixed(4) ?? '–'} />
      </Group>
      <div className={classes.charts}>
        {chartSpecs.map((spec) => (
          <CurveChart key={spec.name} spec={spec} curve={curve} now={now} equalError={equalError} />
        ))}
      </div>
    </>
  );
}

const figuresOf = (table: ScoreTable) => ({
  auroc: auroc([...table.right, ...table.confused], [...table.stranger]),
  openset: openSetClassificationRate(table),
});

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <Text size="sm" c="dimmed">
      {name}{' '}
      <Text span fw={650} c="var(--mantine-color-text)" className={classes.number}>
        {value}
      </Text>
    </Text>
  );
}
