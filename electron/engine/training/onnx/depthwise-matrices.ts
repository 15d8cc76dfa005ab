import type { Unit } from '../../network/unit';
import type { Activation, Builder, Convolution } from './layout';

type Stride = Unit['stride'];

/**
 * A depthwise convolution as a matrix a channel, from all pixels of its input to all pixels of its output: for 7×7
 * maps three times as quick as onnxruntime's convolution with as many groups as channels.
 */
export function depthwiseByMatrices(
  builder: Builder,
  input: Activation,
  kernel: string,
  stride: Stride,
): Convolution {
  const { graph, batch } = builder;
  const { name, channels, side } = input;
  const pixels = side ** 2;
  const outPixels = (side / stride) ** 2;
  const taps = graph.constant(`${name}/taps`, [9, pixels * outPixels], tapsOf(side, stride));
  const images = builder.reshape(name, [channels, batch, pixels]);
  const matrices = builder.reshape(graph.add('MatMul', [kernel, taps]), [channels, pixels, outPixels]);
  const transposed = (value: string) => graph.add('Transpose', [value], { perm: [0, 2, 1] });
  const gradientImages = (gradient: string) => builder.reshape(gradient, [channels, batch, outPixels]);
  return {
    output: (bias) => {
      const product = graph.add('MatMul', [images, matrices]);
      return graph.add('Add', [builder.matrix(product, channels), bias]);
    },
    inputGradient: (gradient) => {
      const product = graph.add('MatMul', [gradientImages(gradient), transposed(matrices)]);
      return builder.matrix(product, channels);
    },
    kernelGradient: (gradient) => {
      const product = graph.add('MatMul', [transposed(images), gradientImages(gradient)]);
      return graph.add('Gemm', [builder.matrix(product, channels), taps], { transB: 1 });
    },
  };
}

/** [9, input pixels, output pixels]: 1 where a tap of the kernel joins them. */
function tapsOf(side: number, stride: Stride): Float32Array {
  const out = side / stride;
  const before = stride === 1 ? 1 : 0;
  const taps = new Float32Array(9 * side ** 2 * out ** 2);
  for (let tap = 0; tap < 9; tap++) {
    for (let target = 0; target < out ** 2; target++) {
      const y = Math.floor(target / out) * stride + Math.floor(tap / 3) - before;
      const x = (target % out) * stride + (tap % 3) - before;
      if (Math.min(x, y) < 0 || Math.max(x, y) >= side) continue;
      taps[(tap * side ** 2 + y * side + x) * out ** 2 + target] = 1;
    }
  }
  return taps;
}
