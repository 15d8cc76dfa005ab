import { useEffect, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import type { RateCurve } from '@shared/training';

const height = 240; // pixels

/** The smoothed loss by learning rate, on a logarithmic scale, and a line at the suggested rate. */
export function RateChart({ curve }: { curve: RateCurve }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const plot = new uPlot(
      optionsOf(element, curve, [t('train.learningRate'), t('train.loss')]),
      [curve.points.map(({ rate }) => rate), curve.points.map(({ loss }) => loss)],
      element,
    );
    return () => plot.destroy();
  }, [curve, scheme, t]);
  return <div ref={frame} role="img" aria-label={t('train.rate.chart')} data-testid="rate-chart" />;
}

function optionsOf(element: HTMLElement, { suggested }: RateCurve, labels: [string, string]): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const rule = { stroke: color('--line'), width: 1 };
  const axis: uPlot.Axis = {
    font: `12px ${style.fontFamily}`,
    stroke: color('--mantine-color-dimmed'),
    grid: rule,
    ticks: rule,
  };
  const rates = (ticks: (number | null)[]) => ticks.map((tick) => (tick ? tick.toExponential(0) : ''));
  return {
    width: element.clientWidth,
    height,
    scales: { x: { time: false, distr: 3 }, y: {} },
    axes: [{ ...axis, values: (_, ticks) => rates(ticks) }, axis],
    series: [
      { label: labels[0], value: (_, rate) => (rate == null ? '–' : rate.toExponential(1)) },
      {
        label: labels[1],
        stroke: color('--accent'),
        width: 2,
        value: (_, loss) => (loss == null ? '–' : loss.toFixed(3)),
      },
    ],
    cursor: { drag: { x: false, y: false } },
    hooks: { draw: [(plot) => drawSuggestion(plot, suggested, color('--good'))] },
  };
}

function drawSuggestion({ ctx, bbox, valToPos }: uPlot, suggested: number | null, color: string): void {
  if (suggested === null) return;
  const x = Math.round(valToPos(suggested, 'x', true));
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
