import { embeddingSize, imageSize, type Unit } from './unit';

/** [output channels, blocks, stride of the first] of each group of inverted residuals. */
const groups = [
  [16, 1, 1],
  [24, 2, 2],
  [32, 3, 2],
  [64, 4, 2],
  [96, 3, 1],
  [160, 3, 2],
  [320, 1, 1],
] as const;
const expansion = 6;

/**
 * MobileNetV2 1.0 at 224×224 with Keras's names: 52 convolutions, the last one Conv_1.
 * Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, CVPR 2018, table 2.
 */
export const mobilenet: readonly Unit[] = build();

function build(): Unit[] {
  const units = [dense(32)];
  let block = 0;
  for (const [outChannels, count, firstStride] of groups) {
    for (let i = 0; i < count; i++, block++) {
      const inChannels = units.at(-1)!.outChannels;
      units.push(...invertedResidual(block, inChannels, outChannels, i === 0 ? firstStride : 1));
    }
  }
  return [...units, pointwise('Conv_1', 'Conv_1', 320, embeddingSize, 'relu6')];
}

function invertedResidual(index: number, inChannels: number, outChannels: number, stride: 1 | 2): Unit[] {
  const block = index === 0 ? 'expanded_conv' : `block_${index}`;
  const wide = index === 0 ? inChannels : inChannels * expansion;
  const project = pointwise(block, `${block}_project`, wide, outChannels, 'linear');
  return [
    ...(index === 0 ? [] : [pointwise(block, `${block}_expand`, inChannels, wide, 'relu6')]),
    depthwise(block, wide, stride),
    { ...project, joinsBlockInput: stride === 1 && inChannels === outChannels },
  ];
}

function dense(outChannels: number): Unit {
  const base = pointwise('Conv1', 'Conv1', 3, outChannels, 'relu6');
  return { ...base, kind: 'dense', stride: 2 };
}

function depthwise(block: string, channels: number, stride: 1 | 2): Unit {
  const base = pointwise(block, `${block}_depthwise`, channels, channels, 'relu6');
  return { ...base, kind: 'depthwise', stride };
}

function pointwise(
  block: string,
  name: string,
  inChannels: number,
  outChannels: number,
  activation: Unit['activation'],
): Unit {
  return {
    name,
    block,
    kind: 'pointwise',
    stride: 1,
    activation,
    inChannels,
    outChannels,
    joinsBlockInput: false,
  };
}

/**
 * Cuts the network in front of a block; `head` leaves the suffix empty.
 * Throws where there is no such block.
 */
export function splitAt(block: string): { prefix: readonly Unit[]; suffix: readonly Unit[] } {
  const at = block === 'head' ? mobilenet.length : mobilenet.findIndex((unit) => unit.block === block);
  if (at < 0) throw new Error(`MobileNetV2 has no block ${block}.`);
  return { prefix: mobilenet.slice(0, at), suffix: mobilenet.slice(at) };
}

/** [channels, height, width] of what goes into a block: the output of `splitAt(block).prefix`. */
export function featureShape(block: string): [number, number, number] {
  return outputShape(splitAt(block).prefix);
}

/** [channels, height, width] of what a prefix of the network gives. */
export function outputShape(prefix: readonly Unit[]): [number, number, number] {
  const side = prefix.reduce((size, unit) => size / unit.stride, imageSize);
  return [prefix.at(-1)?.outChannels ?? 3, side, side];
}

/** Shape of a unit's kernel in ONNX's layout, [out, in per group, height, width]. */
export function kernelShape(unit: Unit): [number, number, number, number] {
  const side = unit.kind === 'pointwise' ? 1 : 3;
  return [unit.outChannels, unit.kind === 'depthwise' ? 1 : unit.inChannels, side, side];
}
