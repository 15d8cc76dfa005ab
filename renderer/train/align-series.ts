import type { ChartData } from './train-store';

/** Steps, training values and validation values of equal length, as uPlot takes them; `null` where there is none. */
export function alignSeries(
  { steps, epochs }: Pick<ChartData, 'steps' | 'epochs'>,
  value: 'loss' | 'accuracy',
): [number[], (number | null)[], (number | null)[]] {
  const validation = new Map(
    epochs.map((epoch) => [epoch.step, value === 'loss' ? epoch.valLoss : epoch.valAccuracy]),
  );
  const training = new Map(steps.map((step) => [step.step, step[value]]));
  const all = [...new Set([...training.keys(), ...validation.keys()])].sort((a, b) => a - b);
  return [
    all,
    all.map((step) => training.get(step) ?? null),
    all.map((step) => validation.get(step) ?? null),
  ];
}
