import type { ArcFaceHead } from '@shared/recipe';
import { arcfaceConstants, smallestSineSquare } from '../heads/arcface';
import type { Graph } from '../../network/graph';
import type { GraphMargin } from './margin';

/** `arcfaceMargin` as graph nodes, of own cosines [n, 1]. */
export function arcface(graph: Graph, cosine: string, head: ArcFaceHead): GraphMargin {
  const { cosM, sinM, turningPoint, beyond } = arcfaceConstants(head);
  const { add, scalar } = { add: graph.add.bind(graph), scalar: graph.scalar.bind(graph) };
  const one = scalar(1);
  const sineSquare = add('Mul', [add('Sub', [one, cosine]), add('Add', [one, cosine])]);
  const sine = add('Sqrt', [add('Max', [sineSquare, scalar(smallestSineSquare)])]);
  const ratio = add('Div', [cosine, sine]);
  const apart = add('Greater', [sineSquare, scalar(smallestSineSquare)]);
  const safeRatio = add('Where', [apart, ratio, scalar(0)]);
  const within = add('Greater', [cosine, scalar(turningPoint)]);
  const value = add('Sub', [add('Mul', [cosine, scalar(cosM)]), add('Mul', [sine, scalar(sinM)])]);
  const slope = add('Add', [scalar(cosM), add('Mul', [safeRatio, scalar(sinM)])]);
  return {
    value: add('Where', [within, value, add('Add', [cosine, scalar(beyond)])]),
    slope: add('Where', [within, slope, one]),
  };
}
