import { type Dataset, File, Group } from 'jsfive';
import { batchNormName } from '../fold';
import { mobilenet } from '../mobilenet';
import type { LayerTensor, LayerTensors } from './layer-tensors';

/**
 * Weights of a Keras HDF5 file: of Keras 1 and 2, where they stand under their layers' names, or of Keras 3
 * (`.weights.h5`), where those of a kind of layer are numbered. Whole models have the same inside another group.
 */
export function readKerasH5(bytes: Uint8Array): LayerTensors {
  const { buffer } = new Uint8Array(bytes);
  const tensors = new Map<string, LayerTensor>();
  eachDataset(new File(buffer, ''), [], (path, dataset) => {
    const name = nameOf(path);
    if (name) tensors.set(name, { shape: dataset.shape, data: Float64Array.from(dataset.value) });
  });
  return tensors;
}

function eachDataset(group: Group, path: readonly string[], visit: (path: string[], one: Dataset) => void) {
  for (const key of group.keys) {
    const item = group.get(key);
    if (item instanceof Group) eachDataset(item, [...path, key], visit);
    else visit([...path, key], item);
  }
}

const convolutions = mobilenet.map(({ name }) => name);
const depthwise = mobilenet.filter(({ kind }) => kind === 'depthwise').map(({ name }) => name);
const norms = convolutions.map(batchNormName);
const layers = new Set([...convolutions, ...norms]);

/** The layers that Keras 3 numbers in the model's order, and the order of each layer's weights. */
const numbered: Readonly<Record<string, { layers: readonly string[]; weights: readonly string[] }>> = {
  conv2d: { layers: convolutions.filter((name) => !depthwise.includes(name)), weights: ['kernel'] },
  depthwise_conv2d: { layers: depthwise, weights: ['depthwise_kernel'] },
  batch_normalization: {
    layers: norms,
    weights: ['gamma', 'beta', 'moving_mean', 'moving_variance'],
  },
};

/** `<layer>/<weight>`, or `null` for what is no part of MobileNetV2. */
function nameOf(path: readonly string[]): string | null {
  const last = path[path.length - 1];
  if (path.at(-2) === 'vars') return numberedName(path.at(-3) ?? '', Number(last));
  const layer = path.filter((part) => layers.has(part)).at(-1);
  return layer ? `${layer}/${last.replace(/:\d+$/, '')}` : null;
}

/** `container`: such as `conv2d` for the first of its kind, then `conv2d_1`. */
function numberedName(container: string, weight: number): string | null {
  const [, kind, count = '0'] = /^(.*?)(?:_(\d+))?$/.exec(container)!;
  const layer = numbered[kind]?.layers[Number(count)];
  const name = numbered[kind]?.weights[weight];
  return layer && name ? `${layer}/${name}` : null;
}
