/**
 * Exponential moving average: `inertia`, 0 to under 1, is the weight of what came before. Divided by the weights
 * so far, so that it is not pulled toward zero at the start (as Adam's moments are; Kingma and Ba, ICLR 2015).
 */
export function smooth(ys: ArrayLike<number>, inertia: number): Float64Array {
  const out = new Float64Array(ys.length);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < ys.length; i++) {
    sum = inertia * sum + (1 - inertia) * ys[i];
    weight = inertia * weight + 1 - inertia;
    out[i] = sum / weight;
  }
  return out;
}
