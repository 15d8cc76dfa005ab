import type { SphereFaceHead } from '@shared/recipe';
import type { Margin } from './margin';

/** Cosines of the angles π/m, 2π/m, … under π: ψ enters its next piece where cos θ falls below one. */
export function sphereFaceTurns({ m }: SphereFaceHead): number[] {
  return Array.from({ length: m - 1 }, (_, i) => Math.cos(((i + 1) * Math.PI) / m));
}

/**
 * SphereFace's multiplicative angular margin: cos θ becomes ψ(θ) = (−1)^k·cos(mθ) − 2k on [kπ/m, (k + 1)π/m].
 * Liu et al., SphereFace: Deep Hypersphere Embedding for Face Recognition, CVPR 2017, equation 7. The logits are
 * scaled by s and not by the embedding's length, as by “hard feature normalization” in Liu et al., SphereFace Revived,
 * TPAMI 2022. cos(mθ) is the Chebyshev polynomial T_m(cos θ), so no angle is taken and every slope is finite.
 */
export function sphereFaceMargin(head: SphereFaceHead): Margin {
  const turns = sphereFaceTurns(head);
  return (cosine) => {
    const k = turns.filter((turn) => cosine < turn).length;
    const sign = k % 2 ? -1 : 1;
    const { value, slope } = chebyshev(head.m, cosine);
    return { value: sign * value - 2 * k, slope: sign * slope };
  };
}

/** T_m(x) and its derivative, by T_n = 2x·T_(n−1) − T_(n−2). */
function chebyshev(m: number, x: number): { value: number; slope: number } {
  let before = { value: 1, slope: 0 };
  let current = { value: x, slope: 1 };
  for (let n = 2; n <= m; n++) {
    const value = 2 * x * current.value - before.value;
    const slope = 2 * current.value + 2 * x * current.slope - before.slope;
    [before, current] = [current, { value, slope }];
  }
  return current;
}
