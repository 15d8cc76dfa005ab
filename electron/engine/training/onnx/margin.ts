import type { Head } from '@shared/recipe';
import type { Graph } from '../../network/graph';
import { arcface } from './arcface';
import { sphereface } from './sphereface';

/** A `Margin` as nodes: what becomes of the own cosines, and the slope of that, [n, 1] or []. */
export interface GraphMargin {
  value: string;
  slope: string;
}

/** `marginOf` as graph nodes, of own cosines [n, 1]. */
export function margin(graph: Graph, cosine: string, head: Head): GraphMargin {
  switch (head.kind) {
    case 'arcface':
      return arcface(graph, cosine, head);
    case 'cosface':
      return { value: graph.add('Sub', [cosine, graph.scalar(head.m)]), slope: graph.scalar(1) };
    case 'sphereface':
      return sphereface(graph, cosine, head);
    case 'softmax':
      return { value: cosine, slope: graph.scalar(1) };
  }
}
