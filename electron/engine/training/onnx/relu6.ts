import type { Builder } from './layout';

export function relu6({ graph }: Builder, value: string): string {
  return graph.add('Clip', [value, graph.scalar(0), graph.scalar(6)]);
}

/** Passes the gradient where the output lies strictly between 0 and 6. */
export function relu6Gradient({ graph }: Builder, output: string, gradient: string): string {
  const room = graph.add('Mul', [output, graph.add('Sub', [graph.scalar(6), output])]);
  // A very steep HardSigmoid is Sign for numbers that are not negative; onnxruntime's Sign is slow.
  const open = graph.add('HardSigmoid', [room], { alpha: { float: 2 ** 100 }, beta: { float: 0 } });
  return graph.add('Mul', [gradient, open]);
}
