import type { SphereFaceHead } from '@shared/recipe';
import type { Graph } from '../../network/graph';
import { sphereFaceTurns } from '../heads/sphereface';
import type { GraphMargin } from './margin';

/** `sphereFaceMargin` as graph nodes, of own cosines [n, 1]. */
export function sphereface(graph: Graph, cosine: string, head: SphereFaceHead): GraphMargin {
  const [zero, one, minusOne] = [0, 1, -1].map((number) => graph.scalar(number));
  let k = zero;
  let sign = one;
  for (const turn of sphereFaceTurns(head)) {
    const beyond = graph.add('Less', [cosine, graph.scalar(turn)]);
    k = graph.add('Add', [k, graph.add('Where', [beyond, one, zero])]);
    sign = graph.add('Mul', [sign, graph.add('Where', [beyond, minusOne, one])]);
  }
  const { value, slope } = chebyshev(graph, head.m, cosine);
  const signed = graph.add('Mul', [sign, value]);
  return {
    value: graph.add('Sub', [signed, graph.add('Mul', [k, graph.scalar(2)])]),
    slope: graph.add('Mul', [sign, slope]),
  };
}

/** T_m(x) and its derivative, by T_n = 2x·T_(n−1) − T_(n−2). */
function chebyshev(graph: Graph, m: number, x: string): GraphMargin {
  const twice = (value: string) => graph.add('Mul', [value, graph.scalar(2)]);
  const times2x = (value: string) => graph.add('Mul', [twice(x), value]);
  let before = { value: graph.scalar(1), slope: graph.scalar(0) };
  let current = { value: x, slope: graph.scalar(1) };
  for (let n = 2; n <= m; n++) {
    const value = graph.add('Sub', [times2x(current.value), before.value]);
    const rise = graph.add('Add', [twice(current.value), times2x(current.slope)]);
    [before, current] = [current, { value, slope: graph.add('Sub', [rise, before.slope]) }];
  }
  return current;
}
