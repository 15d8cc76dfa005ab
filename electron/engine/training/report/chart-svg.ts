import { decimate, type Points } from '@shared/decimate';
import { smooth } from '@shared/smooth';
import type { RunHistory } from '@shared/training';

interface Panel {
  title: string;
  /** `raw` is drawn faint. */
  lines: { points: Points; color: string; raw?: boolean }[];
  text(value: number): string;
  range?: readonly [number, number];
}

const width = 960;
const panelHeight = 250;
const margin = { left: 70, right: 24, top: 40, bottom: 34 };
const colors = { training: '#1c7ed6', validation: '#e8590c', other: '#495057' };
const inertia = 0.7;
const mostPoints = 1500;
const ticks = 4;

/** A run's curves as one picture: loss, accuracy and learning rate over steps; training blue, validation orange. */
export function chartSvg(history: RunHistory): string {
  const panels = panelsOf(history);
  const last = Math.max(1, history.steps.at(-1)?.step ?? 1, history.epochs.at(-1)?.step ?? 1);
  const height = panels.length * panelHeight;
  const drawn = panels.map(
    (panel, i) => `<g transform="translate(0 ${i * panelHeight})">${draw(panel, last)}</g>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" ` +
    `font-size="12"><rect width="${width}" height="${height}" fill="#fff"/>${drawn.join('')}</svg>\n`
  );
}

function panelsOf({ steps, epochs }: RunHistory): Panel[] {
  const xs = steps.map(({ step }) => step);
  const ends = epochs.map(({ step }) => step);
  const pair = (ys: number[], val: number[]) => [
    { points: { xs, ys }, color: colors.training, raw: true },
    { points: { xs, ys: smooth(ys, inertia) }, color: colors.training },
    { points: { xs: ends, ys: val }, color: colors.validation },
  ];
  const rated = steps.filter(({ learningRate }) => learningRate !== undefined);
  const rates = {
    xs: rated.map(({ step }) => step),
    ys: rated.map(({ learningRate }) => learningRate!),
  };
  return [
    {
      title: 'loss',
      lines: pair(
        steps.map(({ loss }) => loss),
        epochs.map(({ valLoss }) => valLoss),
      ),
      text: (value) => `${Number(value.toPrecision(3))}`,
    },
    {
      title: 'accuracy',
      lines: pair(
        steps.map(({ accuracy }) => accuracy),
        epochs.map(({ valAccuracy }) => valAccuracy),
      ),
      text: (value) => `${Math.round(value * 100)} %`,
      range: [0, 1],
    },
    {
      title: 'learning rate',
      lines: [{ points: rates, color: colors.other }],
      text: (value) => value.toExponential(1),
    },
  ];
}

function draw({ title, lines, text, range }: Panel, last: number): string {
  const [low, high] = range ?? rangeOf(lines.map(({ points }) => points.ys));
  const x = (step: number) => margin.left + (step / last) * (width - margin.left - margin.right);
  const inner = panelHeight - margin.top - margin.bottom;
  const y = (value: number) => margin.top + (1 - (value - low) / (high - low)) * inner;
  const at = (i: number, from: number, to: number) => from + (i / ticks) * (to - from);
  const marks = Array.from({ length: ticks + 1 }, (_, i) => i);
  const rows = marks.map((i) => {
    const value = at(i, low, high);
    return (
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(value).toFixed(1)}" ` +
      `y2="${y(value).toFixed(1)}" stroke="#dee2e6"/>` +
      label(margin.left - 8, y(value) + 4, text(value), 'end')
    );
  });
  const columns = marks.map((i) => {
    const step = Math.round(at(i, 0, last));
    return label(x(step), panelHeight - margin.bottom + 18, String(step), 'middle');
  });
  const drawn = lines.map(({ points, color, raw }) => {
    const kept = decimate(points, -Infinity, Infinity, mostPoints);
    const path = kept.map((i) => `${x(points.xs[i]).toFixed(1)},${y(points.ys[i]).toFixed(1)}`).join(' ');
    const look = raw ? 'stroke-opacity="0.3" stroke-width="1"' : 'stroke-width="2"';
    return `<polyline points="${path}" fill="none" stroke="${color}" ${look}/>`;
  });
  const heading = label(margin.left, margin.top - 14, title, 'start', 'font-weight="bold"');
  return [heading, ...(lines.length > 1 ? legend : []), ...rows, ...columns, ...drawn].join('');
}

const label = (x: number, y: number, words: string, anchor: string, more = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="#343a40" ${more}>${words}</text>`;

const legend = (['training', 'validation'] as const).map((name, i) => {
  const x = width - margin.right - 170 + i * 85;
  const y = margin.top - 18;
  const line = `<line x1="${x}" x2="${x + 16}" y1="${y}" y2="${y}" stroke="${colors[name]}" stroke-width="2"/>`;
  return line + label(x + 21, y + 4, name, 'start');
});

/** The least and the greatest; a flat line is given room. */
function rangeOf(columns: readonly ArrayLike<number>[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const ys of columns)
    for (let i = 0; i < ys.length; i++) [low, high] = [Math.min(low, ys[i]), Math.max(high, ys[i])];
  if (!(low <= high)) return [0, 1];
  return low === high ? [Math.min(0, low), Math.max(high * 1.1, low + Number.EPSILON)] : [low, high];
}
