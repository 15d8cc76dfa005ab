import type { Activation, Builder } from './layout';

/** Y = K·X + b, with K [out, in] and b [out, 1]. */
export function pointwise({ graph }: Builder, input: Activation, kernel: string, bias: string): string {
  return graph.add('Gemm', [kernel, input.name, bias]);
}

/** dK = dY·Xᵀ */
export function pointwiseKernelGradient({ graph }: Builder, input: Activation, gradient: string): string {
  return graph.add('Gemm', [gradient, input.name], { transB: 1 });
}

/** dX = Kᵀ·dY */
export function pointwiseInputGradient({ graph }: Builder, kernel: string, gradient: string): string {
  return graph.add('Gemm', [kernel, gradient], { transA: 1 });
}
