import { useEffect, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type uPlot from 'uplot';
import type { RateCurve } from '@shared/training';
import { mountPlot, themeAxis, themeColor } from '../../parts/mount-plot';
import { drawMarks, type Mark } from '../../parts/plot-marks';
import classes from '../../parts/Plot.module.css';

/** The smoothed loss by learning rate, on a logarithmic scale, and a line at the suggested rate. */
export function RateChart({ curve }: { curve: RateCurve }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const { points, suggested } = curve;
    const options = optionsOf(element, suggested, [t('train.learningRate'), t('train.loss')]);
    const columns: uPlot.AlignedData = [points.map(({ rate }) => rate), points.map(({ loss }) => loss)];
    return mountPlot(element, t('train.rate.chart'), options, columns).unmount;
  }, [curve, scheme, t]);
  return (
    <figure className={classes.chart} aria-label={t('train.rate.chart')}>
      <div ref={frame} className={classes.plot} data-testid="rate-chart" />
    </figure>
  );
}

function optionsOf(
  element: HTMLElement,
  suggested: number | null,
  labels: [string, string],
): Omit<uPlot.Options, 'width' | 'height'> {
  const axis = themeAxis(element);
  const rates = (ticks: (number | null)[]) => ticks.map((tick) => (tick ? tick.toExponential(0) : ''));
  const marks: Mark[] = suggested === null ? [] : [{ kind: 'line', x: suggested }];
  return {
    scales: { x: { time: false, distr: 3 }, y: {} },
    axes: [{ ...axis, values: (_, ticks) => rates(ticks) }, axis],
    series: [
      { label: labels[0], value: (_, rate) => (rate == null ? '–' : rate.toExponential(1)) },
      {
        label: labels[1],
        stroke: themeColor(element, '--accent'),
        width: 2,
        value: (_, loss) => (loss == null ? '–' : loss.toFixed(3)),
      },
    ],
    cursor: { drag: { x: false, y: false } },
    hooks: { draw: [(plot) => drawMarks(plot, marks, () => themeColor(element, '--good'))] },
  };
}
