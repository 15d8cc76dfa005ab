import type { ChartData } from './chart-data';

/** More points than the chart has pixels show nothing more, and cost time that training could use. */
const mostPoints = 1500;
/** Weight of what came before in the smoothed line. */
const inertia = 0.7;

/**
 * What uPlot draws, columns of equal length: steps, the training values as measured, the same smoothed
 * (exponential moving average without bias toward zero), and the validation values; `null` where there is none.
 */
export function alignSeries(
  { steps, epochs }: Pick<ChartData, 'steps' | 'epochs'>,
  value: 'loss' | 'accuracy',
): [number[], (number | null)[], (number | null)[], (number | null)[]] {
  const kept = thin(smoothed(steps.map((step) => ({ step: step.step, raw: step[value] }))), mostPoints);
  const training = new Map(kept.map((point) => [point.step, point]));
  const validation = new Map(
    epochs.map((epoch) => [epoch.step, value === 'loss' ? epoch.valLoss : epoch.valAccuracy]),
  );
  const all = [...new Set([...training.keys(), ...validation.keys()])].sort((a, b) => a - b);
  return [
    all,
    all.map((step) => training.get(step)?.raw ?? null),
    all.map((step) => training.get(step)?.smooth ?? null),
    all.map((step) => validation.get(step) ?? null),
  ];
}

interface Point {
  step: number;
  raw: number;
  smooth: number;
}

function smoothed(points: readonly { step: number; raw: number }[]): Point[] {
  let sum = 0;
  let weight = 0;
  return points.map(({ step, raw }) => {
    sum = inertia * sum + (1 - inertia) * raw;
    weight = inertia * weight + 1 - inertia;
    return { step, raw, smooth: sum / weight };
  });
}

/** Every n-th point, and always the last, so that at most `most` + 1 are left. */
function thin<T>(points: readonly T[], most: number): T[] {
  const every = Math.ceil(points.length / most);
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}
