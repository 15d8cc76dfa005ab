import type { UnitWeights, Weights } from '../network/unit';

const first = 'Conv1';

/**
 * The network as it answers pixels of 0 … 1, for pixels of −1 … 1: W · (x + 1)/2 + b is (W/2) · x + (b + ΣW/2). What the
 * first convolution pads with is then mid-grey, not black: its last row and column alone see it.
 */
export function withUnitInputs(weights: Weights): Map<string, UnitWeights> {
  const { kernel, bias, scale } = weights.get(first)!;
  const size = kernel.length / bias.length;
  const half = kernel.map((weight) => weight / 2);
  const moved = bias.map((b, out) =>
    half.subarray(out * size, (out + 1) * size).reduce((sum, weight) => sum + weight, b),
  );
  return new Map([...weights, [first, { kernel: half, bias: moved, scale }]]);
}
