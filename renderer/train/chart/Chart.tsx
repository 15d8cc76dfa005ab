import { useEffect, useMemo, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import uPlot, { type AlignedData } from 'uplot';
import type { ChartData } from './chart-data';
import { alignSeries } from './align-series';
import { chartOptions } from './chart-options';
import classes from './Chart.module.css';

const legendHeight = 34; // pixels

/** Loss or accuracy, training and validation, against steps; redrawn at most once a frame. */
export function Chart({ data, value }: { data: ChartData; value: 'loss' | 'accuracy' }) {
  const { t, i18n } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(data);
  latest.current = data;
  const scheme = useComputedColorScheme('light');
  const series = useMemo(() => alignSeries(data, value) as AlignedData, [data, value]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const labels = {
      training: t('train.training'),
      validation: t('train.validation'),
      step: t('train.step'),
    };
    const size = () => ({ width: element.clientWidth, height: element.clientHeight - legendHeight });
    const options = chartOptions(element, labels, value, () => latest.current);
    plot.current = new uPlot(
      { ...options, ...size() },
      alignSeries(latest.current, value) as AlignedData,
      element,
    );
    const watcher = new ResizeObserver(() => plot.current?.setSize(size()));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      plot.current?.destroy();
    };
  }, [t, i18n.language, scheme, value]);

  useEffect(() => {
    const waiting = requestAnimationFrame(() => plot.current?.setData(series));
    return () => cancelAnimationFrame(waiting);
  }, [series]);

  return (
    <figure className={classes.chart} aria-label={t(`train.${value}`)}>
      <figcaption className={classes.caption}>{t(`train.${value}`)}</figcaption>
      <div
        ref={frame}
        className={classes.plot}
        data-testid={`chart-${value}`}
        data-points={data.steps.length}
      />
    </figure>
  );
}
