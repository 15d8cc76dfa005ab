import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type uPlot from 'uplot';
import type { AlignedData } from 'uplot';
import { mountPlot } from '../../parts/mount-plot';
import type { DrawnRun } from '../useDrawnRuns';
import { chartOptions } from './chart-options';
import { setZoom, useChartSettings } from './chart-settings';
import { columnsOf } from './columns';
import { curvesOf, type Metric, stepsOf } from './curves';
import { zoomedBy } from './zoom-keys';
import plotClasses from '../../parts/Plot.module.css';
import classes from './Chart.module.css';

const hasLogScale = (metric: Metric) => metric === 'loss' || metric === 'learningRate';

/** Less is to be read from it. */
const isLow = (metric: Metric) => metric === 'learningRate' || metric === 'imagesPerSecond';

/** One metric of the drawn runs against steps; redrawn at most once a frame. */
export function Chart({ drawn, metric }: { drawn: readonly DrawnRun[]; metric: Metric }) {
  const { t, i18n } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { smoothing, logScale, zoom } = useChartSettings();
  const logarithmic = logScale && hasLogScale(metric);
  const scheme = useComputedColorScheme('light');
  const curves = useMemo(
    () =>
      curvesOf(
        drawn.map(({ chart }) => chart),
        metric,
        smoothing,
      ),
    [drawn, metric, smoothing],
  );
  const columns = useMemo(
    () => columnsOf(curves, zoom, logarithmic) as AlignedData,
    [curves, zoom, logarithmic],
  );
  const latest = useRef({ drawn, curves, columns });
  latest.current = { drawn, curves, columns };
  // Another set of lines is another plot; new points of the same lines are not.
  const lines = curves.map(({ role, run }) => `${role} ${drawn[run].run.id}`).join();

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const options = chartOptions(element, {
      metric,
      logarithmic,
      curves: latest.current.curves,
      drawn: () => latest.current.drawn,
      labels: {
        step: t('train.step'),
        training: metric === 'loss' || metric === 'accuracy' ? t('train.training') : t(`train.${metric}`),
        validation: t('train.validation'),
        run: ({ run }) => new Date(run.startedAt).toLocaleString(i18n.language),
      },
    });
    const made = mountPlot(element, t(`train.${metric}`), options, latest.current.columns);
    plot.current = made.plot;
    return made.unmount;
  }, [t, i18n.language, scheme, metric, logarithmic, lines]);

  useEffect(() => {
    const waiting = requestAnimationFrame(() => plot.current?.setData(columns));
    return () => cancelAnimationFrame(waiting);
  }, [columns]);

  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (!plot.current || !columns[0].length) return;
    const { scales, data, cursor } = plot.current;
    const shown = [scales.x.min!, scales.x.max!] as const;
    const middle = (shown[0] + shown[1]) / 2;
    const around = cursor.idx == null ? middle : data[0][cursor.idx];
    const next = zoomedBy(key, shown, stepsOf(curves), around);
    if (next !== undefined) setZoom(next);
  };

  return (
    <figure
      className={`${plotClasses.chart} ${isLow(metric) ? classes.low : ''}`}
      aria-label={t(`train.${metric}`)}
    >
      <figcaption className={plotClasses.caption}>{t(`train.${metric}`)}</figcaption>
      <div
        ref={frame}
        className={plotClasses.plot}
        onKeyDown={onKeyDown}
        data-testid={`chart-${metric}`}
        data-points={drawn[0]?.chart.steps.length ?? 0}
        data-curves={curves.length}
      />
    </figure>
  );
}
