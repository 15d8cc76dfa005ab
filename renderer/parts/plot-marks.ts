import type uPlot from 'uplot';

/** What is marked in a chart: where something stands as a line or a dot, and a place with its name as a ring. */
export type Mark =
  | { kind: 'line'; x: number }
  | { kind: 'dot'; x: number; y: number }
  | { kind: 'ring'; x: number; y: number; text: string };

export function drawMarks(plot: uPlot, marks: readonly Mark[], color: (name: string) => string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left - 8, bbox.top - 8, bbox.width + 16, bbox.height + 16);
  ctx.clip();
  for (const mark of marks) draw(plot, mark, color);
  ctx.restore();
}

function draw(plot: uPlot, mark: Mark, color: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(mark.x, 'x', true);
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.strokeStyle = ctx.fillStyle = color(mark.kind === 'ring' ? '--bad' : '--mantine-color-text');
  ctx.beginPath();
  if (mark.kind === 'line') {
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    return;
  }
  const y = plot.valToPos(mark.y, 'y', true);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return;
  ctx.arc(x, y, 5 * devicePixelRatio, 0, 2 * Math.PI);
  if (mark.kind === 'dot') return ctx.fill();
  ctx.stroke();
  // Towards the middle, so that it is never cut off.
  const toLeft = x > bbox.left + bbox.width / 2;
  const below = y < bbox.top + bbox.height / 2;
  ctx.font = `600 ${12 * devicePixelRatio}px ${getComputedStyle(plot.root).fontFamily}`;
  ctx.textAlign = toLeft ? 'right' : 'left';
  ctx.fillText(
    mark.text,
    x + (toLeft ? -10 : 10) * devicePixelRatio,
    y + (below ? 18 : -10) * devicePixelRatio,
  );
}
