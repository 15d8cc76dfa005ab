import { batchNormName, epsilon } from '../fold';
import { mobilenet } from '../mobilenet';
import { embeddingSize, imageSize, type Unit } from '../unit';

/** MobileNetV2 with `include_top=False, pooling='avg'` as Keras builds it, and the head behind it. */

export interface KerasLayer {
  class_name: string;
  name: string;
  config: Record<string, unknown>;
  /** Names of the layers whose outputs it takes. */
  inputs: string[];
}

/** What training has put behind the network. */
export interface Head {
  /** Class names, in the order of the outputs. */
  classes: string[];
  /** [classes, 1280], of any length. */
  centres: Float32Array;
  /** What cosines are multiplied by. */
  scale: number;
}

export const inputName = 'input_1';
export const embeddingName = 'global_average_pooling2d';
export const headName = 'arcface';

export function kerasLayers(head: Head | null): KerasLayer[] {
  const layers: KerasLayer[] = [{ class_name: 'InputLayer', name: inputName, config: {}, inputs: [] }];
  const add = (class_name: string, name: string, config: object, others: string[] = []) =>
    layers.push({
      class_name,
      name,
      config: { ...config },
      inputs: [layers[layers.length - 1].name, ...others],
    });
  let blockInput = inputName;
  mobilenet.forEach((unit, i) => {
    if (unit.block !== mobilenet[i - 1]?.block) blockInput = layers[layers.length - 1].name;
    if (unit.kind === 'depthwise' && unit.stride === 2)
      add('ZeroPadding2D', `${unit.block}_pad`, { padding: [[0, 1], [0, 1]], data_format }); // prettier-ignore
    add(...convolution(unit));
    add('BatchNormalization', batchNormName(unit.name), { axis: -1, momentum: 0.999, epsilon });
    if (unit.activation === 'relu6') add('ReLU', activationName(unit.name), { max_value: 6 });
    if (unit.joinsBlockInput) add('Add', `${unit.block}_add`, {}, [blockInput]);
  });
  add('GlobalAveragePooling2D', embeddingName, { data_format });
  if (head) add('ArcFace', headName, { classes: head.classes.length, scale: head.scale });
  return layers;
}

const data_format = 'channels_last';

/** [n, height, width, channels] of what the network takes. */
export const inputShape = [null, imageSize, imageSize, 3];

function convolution(unit: Unit): [string, string, object] {
  const side = unit.kind === 'pointwise' ? 1 : 3;
  const padsItself = unit.kind === 'depthwise' && unit.stride === 2;
  const shared = {
    kernel_size: [side, side],
    strides: [unit.stride, unit.stride],
    padding: padsItself ? 'valid' : 'same',
    data_format,
    activation: 'linear',
    use_bias: false,
  };
  if (unit.kind === 'depthwise') return ['DepthwiseConv2D', unit.name, { ...shared, depth_multiplier: 1 }];
  return ['Conv2D', unit.name, { ...shared, filters: unit.outChannels }];
}

function activationName(unit: string): string {
  return unit === 'Conv_1' ? 'out_relu' : `${unit}_relu`;
}

/** The head's weight as its layer keeps it: [1280, classes]. */
export function headKernel({ classes, centres }: Head): Float32Array {
  const count = classes.length;
  return Float32Array.from(
    { length: centres.length },
    (_, i) => centres[(i % count) * embeddingSize + Math.floor(i / count)],
  );
}
