import type { Scored } from '@shared/domain';
import { acceptRate, suggestThreshold, thresholdAtFar } from '@shared/metrics';

/** A false accept rate on the photos that a threshold was chosen by, and on photos of other strangers. */
export interface Drift {
  chosenBy: number;
  others: number;
}

/**
 * How far the false accept rate drifts where the strangers are others than those the threshold was chosen by: at the
 * suggested threshold (equal errors) and at those for given shares of strangers. Each half chooses once; the mean of both.
 * @param right photos of registered products
 * @param halves photos of strangers, of different things in each
 */
export function thresholdDrift(right: readonly Scored[], halves: readonly [Scored[], Scored[]]) {
  const scores = halves.map((half) => half.map(({ score }) => score));
  const drift = (choose: (half: 0 | 1) => number): Drift => ({
    chosenBy: mean([0, 1].map((half) => acceptRate(scores[half], choose(half as 0 | 1)))),
    others: mean([0, 1].map((half) => acceptRate(scores[1 - half], choose(half as 0 | 1)))),
  });
  return {
    suggested: drift((half) => suggestThreshold([...right, ...halves[half]])!),
    atMost5: drift((half) => thresholdAtFar(scores[half], 0.05)),
    atMost1: drift((half) => thresholdAtFar(scores[half], 0.01)),
  };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
