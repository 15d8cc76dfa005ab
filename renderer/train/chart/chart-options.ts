import type uPlot from 'uplot';
import type { ChartData } from './chart-data';

interface Labels {
  training: string;
  validation: string;
  step: string;
}

/** How a chart looks: colours from the theme, stage marks behind the lines, a ring on the best epoch. */
export function chartOptions(
  element: HTMLElement,
  labels: Labels,
  value: 'loss' | 'accuracy',
  data: () => ChartData,
): Omit<uPlot.Options, 'width' | 'height'> {
  const color = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
  const muted = color('--mantine-color-dimmed');
  const line = color('--line');
  const family = getComputedStyle(element).fontFamily;
  const axis: uPlot.Axis = {
    font: `12px ${family}`,
    stroke: muted,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
  };
  const percent = (x: number) => `${Math.round(x * 100)} %`;
  const show = (_u: uPlot, x: number | null) =>
    x === null ? '–' : value === 'loss' ? x.toFixed(3) : percent(x);
  return {
    scales: { x: { time: false }, y: value === 'accuracy' ? { range: [0, 1] } : {} },
    axes: [
      axis,
      {
        ...axis,
        size: 58,
        values: (_u, ticks) => ticks.map((x) => (value === 'loss' ? `${x}` : percent(x))),
      },
    ],
    series: [
      { label: labels.step },
      // As measured, faint behind its smoothed line; the style sheet keeps it out of the legend.
      { stroke: color('--accent'), alpha: 0.4, width: 1, spanGaps: true, points: { show: false } },
      {
        label: labels.training,
        stroke: color('--accent'),
        width: 2,
        spanGaps: true,
        value: show,
        points: { show: false },
      },
      {
        label: labels.validation,
        stroke: color('--warn'),
        width: 2,
        spanGaps: true,
        value: show,
        points: { show: true, size: 5 },
      },
    ],
    cursor: { drag: { x: true, y: false } },
    hooks: {
      drawAxes: [(plot) => drawStages(plot, data().stages, muted, family)],
      draw: [(plot) => drawBest(plot, data(), value, color('--good'))],
    },
  };
}

function drawStages(plot: uPlot, stages: ChartData['stages'], color: string, family: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.globalAlpha = 0.75;
  ctx.textAlign = 'left';
  ctx.setLineDash([3, 4]);
  ctx.font = `${11 * devicePixelRatio}px ${family}`;
  for (const { step, from } of stages) {
    const x = Math.round(plot.valToPos(step, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(from, x + 4 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
  }
  ctx.restore();
}

function drawBest(plot: uPlot, { epochs }: ChartData, value: 'loss' | 'accuracy', color: string): void {
  const best = epochs.filter((epoch) => epoch.best).at(-1);
  if (!best) return;
  const { ctx } = plot;
  const x = plot.valToPos(best.step, 'x', true);
  const y = plot.valToPos(value === 'loss' ? best.valLoss : best.valAccuracy, 'y', true);
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 2.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.arc(x, y, 6 * devicePixelRatio, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}
