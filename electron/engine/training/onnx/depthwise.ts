import type { Unit } from '../../network/unit';
import { depthwiseByConvolution } from './depthwise-convolution';
import { depthwiseByMatrices } from './depthwise-matrices';
import type { Activation, Builder, Convolution } from './layout';

/**
 * A 3×3 convolution of each channel with its own kernel; `kernel` is [channels, 9]. Small maps are quicker as one
 * matrix a channel, which for large ones would be too large.
 */
export function depthwise(
  builder: Builder,
  input: Activation,
  kernel: string,
  stride: Unit['stride'],
): Convolution {
  const make = input.side / stride <= 7 ? depthwiseByMatrices : depthwiseByConvolution;
  return make(builder, input, kernel, stride);
}
