import type { Activation, Builder } from './layout';

/** TF's SAME padding of a 3×3 kernel over an even side: [top, left, bottom, right]. */
const padding = { 1: [1, 1, 1, 1], 2: [0, 0, 1, 1] } as const;
type Stride = keyof typeof padding;

/** 3×3 convolution of each channel with its own kernel; `kernel` is [channels, 9], `bias` [channels, 1]. */
export function depthwise(builder: Builder, input: Activation, kernel: string, bias: string, stride: Stride) {
  const { graph, batch } = builder;
  const { channels, side } = input;
  const output = graph.add(
    'Conv',
    [builder.images(input.name, channels, side), perPhoto(builder, kernel, channels)],
    { group: channels * batch, strides: [stride, stride], pads: padding[stride] },
  );
  return graph.add('Add', [builder.matrix(output, channels), bias]);
}

/** The input convolved with the output's gradient as its kernel, summed over the batch. */
export function depthwiseKernelGradient(
  builder: Builder,
  input: Activation,
  gradient: string,
  stride: Stride,
): string {
  const { graph, batch } = builder;
  const { channels, side } = input;
  const out = side / stride;
  const perPhotoGradient = graph.add(
    'Conv',
    [builder.images(input.name, channels, side), builder.reshape(gradient, [channels * batch, 1, out, out])],
    { group: channels * batch, dilations: [stride, stride], pads: padding[stride] },
  );
  return builder.sum(builder.reshape(perPhotoGradient, [channels, batch, 9]), 1);
}

/** The output's gradient, spread out by the stride, convolved with the kernel turned by 180°. */
export function depthwiseInputGradient(
  builder: Builder,
  input: Activation,
  kernel: string,
  gradient: string,
  stride: Stride,
): string {
  const { graph, batch } = builder;
  const { channels, side } = input;
  const turned = graph.add('Gather', [kernel, graph.int64s([8, 7, 6, 5, 4, 3, 2, 1, 0])], { axis: 1 });
  const spread = stride === 1 ? gradient : spreadOut(builder, gradient, channels, side / stride);
  const output = graph.add(
    'Conv',
    [builder.images(spread, channels, side), perPhoto(builder, turned, channels)],
    { group: channels * batch, pads: stride === 1 ? padding[1] : [2, 2, 0, 0] },
  );
  return builder.matrix(output, channels);
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
