import type { ChartData } from '../chart-data';
import type { Points } from '@shared/decimate';
import { smooth } from '@shared/smooth';

export const metrics = ['loss', 'accuracy', 'learningRate', 'imagesPerSecond'] as const;
export type Metric = (typeof metrics)[number];

/** `raw`: as measured, faint behind the smoothed `training`. */
type Role = 'raw' | 'training' | 'validation';

export interface Curve extends Points {
  role: Role;
  /** Index of the run among those drawn. */
  run: number;
}

/** What is drawn of runs: the measured line only where there is one run. Runs without a metric have no curve of it. */
export function curvesOf(charts: readonly ChartData[], metric: Metric, inertia: number): Curve[] {
  return charts.flatMap((chart, run) => {
    const measured = trainingPoints(chart, metric);
    const curves: Curve[] = [];
    const faint = charts.length === 1 && inertia > 0 && metric !== 'learningRate';
    if (faint) curves.push({ role: 'raw', run, ...measured });
    const ys = metric === 'learningRate' ? measured.ys : smooth(measured.ys, inertia);
    curves.push({ role: 'training', run, xs: measured.xs, ys });
    if (metric === 'loss' || metric === 'accuracy')
      curves.push({ role: 'validation', run, ...validationPoints(chart, metric) });
    return curves;
  });
}

/** The first and the last step of curves. */
export function stepsOf(curves: readonly Points[]): [number, number] {
  const drawn = curves.filter(({ xs }) => xs.length);
  return [Math.min(...drawn.map(({ xs }) => xs[0])), Math.max(...drawn.map(({ xs }) => xs[xs.length - 1]))];
}

function trainingPoints({ steps }: ChartData, metric: Metric): Points {
  return pointsOf(steps, (step) => step[metric]);
}

function validationPoints({ epochs }: ChartData, metric: 'loss' | 'accuracy'): Points {
  return pointsOf(epochs, ({ valLoss, valAccuracy }) => (metric === 'loss' ? valLoss : valAccuracy));
}

/** Typed arrays filled by a loop: this runs over every step of a run each time that it is drawn. */
function pointsOf<T extends { step: number }>(
  items: readonly T[],
  value: (item: T) => number | undefined,
): Points {
  const xs = new Float64Array(items.length);
  const ys = new Float64Array(items.length);
  let count = 0;
  for (let i = 0; i < items.length; i++) {
    const y = value(items[i]);
    if (y === undefined) continue;
    xs[count] = items[i].step;
    ys[count] = y;
    count += 1;
  }
  return { xs: xs.subarray(0, count), ys: ys.subarray(0, count) };
}
