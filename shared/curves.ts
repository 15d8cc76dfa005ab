import type { Scored, ThresholdChoice } from './domain';
import { wilsonInterval } from './intervals';
import { countBelow, suggestThreshold, thresholdAtFar } from './metrics';

/**
 * How photos with known truth fare at every threshold. Each photo is of one of three kinds: right (its nearest product
 * is the one it shows), confused (another product is nearer), stranger (it shows none).
 */
export interface ScoreTable {
  /** Ascending scores of each kind. */
  right: Float64Array;
  confused: Float64Array;
  stranger: Float64Array;
}

export function scoreTable(photos: readonly Scored[]): ScoreTable {
  const of = (kind: keyof ScoreTable) =>
    Float64Array.from(photos.filter((photo) => kindOf(photo) === kind).map(({ score }) => score)).sort();
  return { right: of('right'), confused: of('confused'), stranger: of('stranger') };
}

export function kindOf({ truth, nearest }: Scored): keyof ScoreTable {
  if (truth === null) return 'stranger';
  return truth === nearest ? 'right' : 'confused';
}

/** What one threshold does. Rates are `null` where there is no photo to take them from. */
export interface Operation {
  threshold: number;
  accepted: { right: number; confused: number; stranger: number };
  /** Share of product photos refused. */
  falseRejectRate: number | null;
  /** Share of strangers accepted. */
  falseAcceptRate: number | null;
  /** Share of product photos accepted as what they are: correct classification rate. */
  correctRate: number | null;
  /** Share of what is accepted that is accepted as what it is. */
  precision: number | null;
}

export function operateAt(table: ScoreTable, threshold: number): Operation {
  const accepted = {
    right: countFrom(table.right, threshold),
    confused: countFrom(table.confused, threshold),
    stranger: countFrom(table.stranger, threshold),
  };
  const products = table.right.length + table.confused.length;
  const taken = accepted.right + accepted.confused;
  return {
    threshold,
    accepted,
    falseRejectRate: share(products - taken, products),
    falseAcceptRate: share(accepted.stranger, table.stranger.length),
    correctRate: share(accepted.right, products),
    precision: share(accepted.right, taken + accepted.stranger),
  };
}

/** Every threshold at which something changes, ascending, the last refusing all; thinned to about `most` of them. */
export function operations(table: ScoreTable, most = 400): Operation[] {
  const scores = [...new Set([...table.right, ...table.confused, ...table.stranger])].sort((a, b) => a - b);
  const step = Math.max(1, Math.ceil(scores.length / most));
  const kept = scores.filter((_, i) => i % step === 0 || i === scores.length - 1);
  return [...kept, Infinity].map((threshold) => operateAt(table, threshold));
}

/** The rate at which as many product photos are refused as strangers are accepted. */
export const equalErrorRate = (table: ScoreTable): number | null => equalErrorPoint(table)?.rate ?? null;

/** Where the false reject rate meets the false accept rate, between the two nearest thresholds. */
export function equalErrorPoint(table: ScoreTable): { threshold: number; rate: number } | null {
  if (!table.stranger.length || !(table.right.length + table.confused.length)) return null;
  const all = operations(table, Infinity);
  const at = all.findIndex((o) => o.falseRejectRate! >= o.falseAcceptRate!);
  const gap = ({ falseRejectRate, falseAcceptRate }: Operation) => falseRejectRate! - falseAcceptRate!;
  const [before, after] = [all[Math.max(0, at - 1)], all[at]];
  const part = gap(after) === gap(before) ? 0 : -gap(before) / (gap(after) - gap(before));
  const between = (from: number, to: number) => from + part * (to - from);
  return {
    // The last threshold refuses all and has no place on a scale.
    threshold: between(before.threshold, Math.min(1, after.threshold)),
    rate: between(before.falseRejectRate!, after.falseRejectRate!),
  };
}

/**
 * Open-set classification rate: area under the correct classification rate over the false accept rate
 * (Dhamija, Günther and Boult, NeurIPS 2018); 1 where every product is recognised and no stranger taken.
 */
export function openSetClassificationRate(table: ScoreTable): number | null {
  if (!table.stranger.length || !(table.right.length + table.confused.length)) return null;
  const points = operations(table, Infinity);
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const width = points[i - 1].falseAcceptRate! - points[i].falseAcceptRate!;
    area += (width * (points[i - 1].correctRate! + points[i].correctRate!)) / 2;
  }
  return area;
}

/** Shares of strangers that a shop may be ready to accept. */
const targets = [0.001, 0.01, 0.05] as const;

/** The equal error threshold and one a target; none without product photos and strangers. */
export function thresholdChoices(photos: readonly Scored[]): ThresholdChoice[] {
  const table = scoreTable(photos);
  const products = table.right.length + table.confused.length;
  const equal = suggestThreshold(photos);
  if (!products || !table.stranger.length) return [];
  const wanted: [number | null, number][] = targets.map((rate) => [
    rate,
    thresholdAtFar([...table.stranger], rate),
  ]);
  if (equal !== null) wanted.unshift([null, equal]);
  return wanted.map(([target, threshold]) => {
    const { accepted, falseAcceptRate, falseRejectRate } = operateAt(table, threshold);
    return {
      target,
      threshold,
      falseAcceptRate: falseAcceptRate!,
      falseAcceptInterval: wilsonInterval(accepted.stranger, table.stranger.length),
      falseRejectRate: falseRejectRate!,
      falseRejectInterval: wilsonInterval(products - accepted.right - accepted.confused, products),
    };
  });
}

/**
 * The threshold that costs least: `wrongSale` for every photo accepted as what it is not, `rejectedSale` for every
 * product photo refused; of equals the highest. `null` without photos.
 */
export function cheapestThreshold(table: ScoreTable, wrongSale: number, rejectedSale: number): number | null {
  const products = table.right.length + table.confused.length;
  if (!products && !table.stranger.length) return null;
  let best = { threshold: 1, cost: Infinity };
  for (const { threshold, accepted } of operations(table, Infinity)) {
    const rejected = products - accepted.right - accepted.confused;
    const cost = wrongSale * (accepted.confused + accepted.stranger) + rejectedSale * rejected;
    if (cost <= best.cost) best = { threshold: Math.min(1, threshold), cost };
  }
  return best.threshold;
}

/** How many of the ascending scores reach the threshold. */
const countFrom = (sorted: Float64Array, threshold: number) => sorted.length - countBelow(sorted, threshold);

const share = (part: number, whole: number) => (whole ? part / whole : null);
