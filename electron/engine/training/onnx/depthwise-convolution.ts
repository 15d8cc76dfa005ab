import type { Unit } from '../../network/unit';
import type { Activation, Builder, Convolution } from './layout';

/** TF's SAME padding of a 3×3 kernel over an even side: [top, left, bottom, right]. */
const padding = { 1: [1, 1, 1, 1], 2: [0, 0, 1, 1] } as const;

/** A depthwise convolution as a grouped one, every channel of every photo being a group. */
export function depthwiseByConvolution(
  builder: Builder,
  input: Activation,
  kernel: string,
  stride: Unit['stride'],
): Convolution {
  const { graph, batch } = builder;
  const { name, channels, side } = input;
  const group = channels * batch;
  const images = builder.reshape(name, [1, group, side, side]);
  return {
    output: (bias) => {
      const attributes = { group, strides: [stride, stride], pads: padding[stride] };
      const output = graph.add('Conv', [images, perPhoto(builder, kernel, channels)], attributes);
      return graph.add('Add', [builder.matrix(output, channels), bias]);
    },
    // The output's gradient, spread out by the stride, convolved with the kernel turned by 180°.
    inputGradient: (gradient) => {
      const turned = graph.add('Gather', [kernel, graph.int64s([8, 7, 6, 5, 4, 3, 2, 1, 0])], { axis: 1 });
      const spread = stride === 1 ? gradient : spreadOut(builder, gradient, channels, side / stride);
      const output = graph.add(
        'Conv',
        [builder.reshape(spread, [1, group, side, side]), perPhoto(builder, turned, channels)],
        { group, pads: stride === 1 ? padding[1] : [2, 2, 0, 0] },
      );
      return builder.matrix(output, channels);
    },
    // The input convolved with the output's gradient as its kernel, summed over the batch.
    kernelGradient: (gradient) => {
      const kernels = builder.reshape(gradient, [group, 1, side / stride, side / stride]);
      const attributes = { group, dilations: [stride, stride], pads: padding[stride] };
      const each = graph.add('Conv', [images, kernels], attributes);
      return builder.sum(builder.reshape(each, [channels, batch, 9]), 1);
    },
  };
}

/** [channels, 9] → [channels · batch, 1, 3, 3] */
function perPhoto(builder: Builder, kernel: string, channels: number): string {
  const { graph, batch } = builder;
  const one = graph.add('Unsqueeze', [kernel, graph.int64s([1])]);
  const repeated = graph.add('Expand', [one, graph.int64s([channels, batch, 9])]);
  return builder.reshape(repeated, [channels * batch, 1, 3, 3]);
}

/** A zero after every number, in both directions. */
function spreadOut(builder: Builder, value: string, channels: number, side: number): string {
  const apart = builder.reshape(value, [channels * builder.batch, side, 1, side, 1]);
  const ends = builder.graph.int64s([0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
  return builder.graph.add('Pad', [apart, ends]);
}
