import { useEffect, useMemo, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import uPlot, { type AlignedData } from 'uplot';
import type { DrawnRun } from '../useDrawnRuns';
import { chartOptions } from './chart-options';
import { useChartSettings } from './chart-settings';
import { columnsOf } from './columns';
import { curvesOf, type Metric } from './curves';
import classes from './Chart.module.css';

const hasLogScale = (metric: Metric) => metric === 'loss' || metric === 'learningRate';

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
    const made = new uPlot({ ...options, width: 300, height: 100 }, latest.current.columns, element);
    plot.current = made;
    const legend = made.root.querySelector<HTMLElement>('.u-legend');
    const fit = () =>
      made.setSize({
        width: element.clientWidth,
        height: Math.max(60, element.clientHeight - (legend?.offsetHeight ?? 0)),
      });
    const watcher = new ResizeObserver(fit);
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
    };
  }, [t, i18n.language, scheme, metric, logarithmic, lines]);

  useEffect(() => {
    const waiting = requestAnimationFrame(() => plot.current?.setData(columns));
    return () => cancelAnimationFrame(waiting);
  }, [columns]);

  return (
    <figure className={classes.chart} data-metric={metric} aria-label={t(`train.${metric}`)}>
      <figcaption className={classes.caption}>{t(`train.${metric}`)}</figcaption>
      <div
        ref={frame}
        className={classes.plot}
        data-testid={`chart-${metric}`}
        data-points={drawn[0]?.chart.steps.length ?? 0}
        data-curves={curves.length}
      />
    </figure>
  );
}
