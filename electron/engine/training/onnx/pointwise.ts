import type { Activation, Builder, Convolution } from './layout';

/** Y = K·X + b, dX = Kᵀ·dY, dK = dY·Xᵀ, with K [out, in]. */
export function pointwise({ graph }: Builder, { name }: Activation, kernel: string): Convolution {
  return {
    output: (bias) => graph.add('Gemm', [kernel, name, bias]),
    inputGradient: (gradient) => graph.add('Gemm', [kernel, gradient], { transA: 1 }),
    kernelGradient: (gradient) => graph.add('Gemm', [gradient, name], { transB: 1 }),
  };
}
