import type uPlot from 'uplot';
import type { ChartData } from '../chart-data';

/** Dashed lines where stages begin, with the block from which each trains at the edge that the curves leave free. */
export function drawStages(
  plot: uPlot,
  stages: ChartData['stages'],
  edge: 'top' | 'bottom',
  color: string,
  fontFamily: string,
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = color;
  ctx.globalAlpha = 0.75;
  ctx.textAlign = 'left';
  ctx.setLineDash([3, 4]);
  ctx.font = `${11 * devicePixelRatio}px ${fontFamily}`;
  const y = edge === 'top' ? bbox.top + 12 * devicePixelRatio : bbox.top + bbox.height - 4 * devicePixelRatio;
  for (const { step, from } of stages) {
    const x = Math.round(plot.valToPos(step, 'x', true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(from, x + 4 * devicePixelRatio, y);
  }
  ctx.restore();
}

/** A ring around the epoch with the lowest validation loss. */
export function drawBest(
  plot: uPlot,
  { epochs }: ChartData,
  metric: 'loss' | 'accuracy',
  color: string,
): void {
  const best = epochs.filter((epoch) => epoch.best).at(-1);
  if (!best) return;
  const { ctx, bbox } = plot;
  const x = plot.valToPos(best.step, 'x', true);
  const y = plot.valToPos(metric === 'loss' ? best.valLoss : best.valAccuracy, 'y', true);
  if (x < bbox.left || x > bbox.left + bbox.width) return;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 2.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.arc(x, y, 6 * devicePixelRatio, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}
