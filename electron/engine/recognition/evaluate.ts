import type { Candidate, Evaluation } from '@shared/domain';
import { equalErrorRate, openSetClassificationRate, scoreTable, thresholdChoices } from '@shared/curves';
import { acceptRate, auroc, falseRejectRateAtFar } from '@shared/metrics';

/** A photo whose truth is known, and the products it was nearest to. */
export interface Judged {
  /** The product it shows; `null` when it shows none of the registered ones. */
  truth: string | null;
  candidates: readonly Candidate[];
}

/**
 * How well a gallery recognises. A false reject is a product photo whose best score is under the threshold, whichever
 * product it is nearest to; a wrong product above it lowers the accuracy at the threshold.
 */
export function evaluate(judged: readonly Judged[], threshold: number, msPerImage: number): Evaluation {
  const products = judged.filter((j) => j.truth !== null);
  const unknown = judged.filter((j) => j.truth === null).map(bestScore);
  const right = products.filter(isRight);
  const accepted = right.filter((j) => bestScore(j) >= threshold).length;
  const genuine = products.map(bestScore);
  const scored = judged.map((j) => ({ truth: j.truth, nearest: answer(j), score: bestScore(j) }));
  const table = scoreTable(scored);
  return {
    n: products.length,
    unknownCount: unknown.length,
    accuracy: share(right.length, products.length),
    accuracyAtThreshold: share(accepted, products.length),
    threshold,
    falseRejectRate: 1 - acceptRate(genuine, threshold),
    falseAcceptRate: unknown.length ? acceptRate(unknown, threshold) : null,
    auroc: auroc(genuine, unknown),
    falseRejectRateAtFar1: falseRejectRateAtFar(genuine, unknown, 0.01),
    eer: equalErrorRate(table),
    oscr: openSetClassificationRate(table),
    thresholds: thresholdChoices(scored),
    perProduct: perProduct(products),
    confusions: confusions(products),
    msPerImage,
  };
}

const answer = (j: Judged): string => j.candidates[0]?.name ?? '';
const bestScore = (j: Judged): number => j.candidates[0]?.score ?? -1;
const isRight = (j: Judged): boolean => answer(j) === j.truth;
const share = (part: number, whole: number): number => (whole ? part / whole : 0);

function perProduct(judged: readonly Judged[]): Evaluation['perProduct'] {
  const names = [...new Set(judged.map((j) => j.truth as string))].sort();
  return names.map((name) => {
    const own = judged.filter((j) => j.truth === name);
    return { name, n: own.length, accuracy: share(own.filter(isRight).length, own.length) };
  });
}

/** Which product was taken for which, most often first. */
function confusions(judged: readonly Judged[]): Evaluation['confusions'] {
  const counts = new Map<string, Evaluation['confusions'][number]>();
  for (const j of judged.filter((one) => !isRight(one))) {
    const key = JSON.stringify([j.truth, answer(j)]);
    const entry = counts.get(key) ?? { truth: j.truth as string, answer: answer(j), count: 0 };
    counts.set(key, { ...entry, count: entry.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
