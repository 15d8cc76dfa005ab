import { equalErrorPoint, type Operation } from '@shared/curves';
import type { AlignedData } from 'uplot';
import { positionOf } from '../scale';

/** What a chart draws of every threshold. `y` and `x` answer `null` where there is nothing to take them from. */
export interface ChartSpec {
  name: 'errors' | 'roc' | 'det' | 'precision' | 'openset';
  x: Axis;
  lines: { axis: Axis; color: string }[];
  logarithmic: { x: boolean; y: boolean };
  /** Where the equal error rate lies in it, if it does. */
  equalError?: (point: EqualError) => [x: number, y: number];
}

interface Axis {
  name: 'threshold' | 'falseAccept' | 'falseReject' | 'correct' | 'verified' | 'precision';
  of: (operation: Operation) => number | null;
}
type EqualError = NonNullable<ReturnType<typeof equalErrorPoint>>;

const threshold: Axis = { name: 'threshold', of: (o) => positionOf(o.threshold) };
const falseAccept: Axis = { name: 'falseAccept', of: (o) => o.falseAcceptRate };
const falseReject: Axis = { name: 'falseReject', of: (o) => o.falseRejectRate };
const correct: Axis = { name: 'correct', of: (o) => o.correctRate };
const precision: Axis = { name: 'precision', of: (o) => o.precision };
const verified: Axis = {
  name: 'verified',
  of: (o) => (o.falseRejectRate === null ? null : 1 - o.falseRejectRate),
};

const linear = { x: false, y: false };
const right = '--accent';
const wrong = '--warn';

/**
 * False reject and false accept rate by threshold; receiver operating characteristic; detection error tradeoff (Martin
 * et al., Eurospeech 1997), on logarithmic axes; precision and recall; open-set classification rate (Dhamija et al.,
 * NeurIPS 2018).
 */
export const chartSpecs: readonly ChartSpec[] = [
  {
    name: 'errors',
    x: threshold,
    lines: [
      { axis: falseReject, color: right },
      { axis: falseAccept, color: wrong },
    ],
    logarithmic: linear,
    equalError: (point) => [positionOf(point.threshold), point.rate],
  },
  {
    name: 'roc',
    x: falseAccept,
    lines: [{ axis: verified, color: right }],
    logarithmic: linear,
    equalError: ({ rate }) => [rate, 1 - rate],
  },
  {
    name: 'det',
    x: falseAccept,
    lines: [{ axis: falseReject, color: right }],
    logarithmic: { x: true, y: true },
    equalError: ({ rate }) => [rate, rate],
  },
  { name: 'precision', x: correct, lines: [{ axis: precision, color: right }], logarithmic: linear },
  {
    name: 'openset',
    x: falseAccept,
    lines: [{ axis: correct, color: right }],
    logarithmic: { x: true, y: false },
  },
];

/** Columns for uPlot, x ascending; points that the chart has no place for are left out. */
export function columnsOf(spec: ChartSpec, curve: readonly Operation[]): AlignedData {
  const rows = curve
    .map((o) => [spec.x.of(o), ...spec.lines.map(({ axis }) => axis.of(o))])
    .filter((row): row is number[] => row.every((value) => value !== null) && fits(spec, row))
    .sort((a, b) => a[0] - b[0]);
  return [0, ...spec.lines.map((_, i) => i + 1)].map((column) =>
    rows.map((row) => row[column]),
  ) as AlignedData;
}

/** A logarithmic scale has no place for zero. */
const fits = ({ logarithmic }: ChartSpec, [x, ...ys]: readonly number[]) =>
  (!logarithmic.x || x > 0) && (!logarithmic.y || ys.every((y) => y > 0));
