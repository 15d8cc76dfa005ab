import type { Activation, Builder, Convolution } from './layout';

/** Y = K·X + b, dX = Kᵀ·dY, dK = dY·Xᵀ, with K [out, in]. */
export function pointwise({ graph }: Builder, { name }: Activation): Convolution {
  return {
    output: (kernel, bias) => graph.add('Gemm', [kernel, name, bias]),
    inputGradient: (kernel, gradient) => graph.add('Gemm', [kernel, gradient], { transA: 1 }),
    kernelGradient: (gradient) => graph.add('Gemm', [gradient, name], { transB: 1 }),
  };
}
