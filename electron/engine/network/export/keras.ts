import { zipSync } from 'fflate';
import { encodeHdf5, type Group } from './hdf5';
import {
  embeddingName,
  type Head,
  headName,
  inputName,
  inputShape,
  type KerasLayer,
  kerasLayers,
} from './keras-layers';
import { type LayerWeight, unfoldWeights } from './unfold';
import type { Weights } from '../unit';

/** Weights under their layers' names, for `MobileNetV2(include_top=False).load_weights` of Keras 2 and 3. */
export function kerasWeights(weights: Weights): Uint8Array {
  const layers = unfoldWeights(weights, null);
  const children = Object.fromEntries([...layers].map(([layer, own]) => [layer, namedGroup(own)]));
  return encodeHdf5({ children, attributes: { layer_names: [...layers.keys()], backend: ['tensorflow'] } });
}

function namedGroup(weights: readonly LayerWeight[]): Group {
  const children = Object.fromEntries(weights.map((weight) => [`${weight.name}:0`, weight]));
  return { children, attributes: { weight_names: Object.keys(children) } };
}

/**
 * A whole model as Keras 3 keeps it (`.keras`): outputs are the embedding and, with a head, the classes' shares. Its
 * class `ArcFace` is in `arcface.py`.
 */
export function kerasModel(weights: Weights, head: Head | null): Uint8Array {
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const metadata = { keras_version: '3.15.1', date_saved: new Date().toISOString() };
  return zipSync(
    {
      'metadata.json': json(metadata),
      'config.json': json(modelConfig(head)),
      'model.weights.h5': encodeHdf5(numberedGroups(weights, head)),
    },
    { level: 0 },
  );
}

function modelConfig(head: Head | null) {
  const layers = kerasLayers(head).map((layer) => ({
    ...moduleOf(layer),
    name: layer.name,
    config: {
      name: layer.name,
      ...(layer.name === inputName ? { batch_shape: inputShape, dtype: 'float32' } : layer.config),
    },
    inbound_nodes: inboundNodes(layer),
  }));
  const config = { name: 'mobilenetv2', trainable: true, layers, ...ends(head) };
  // Keras's own name for it; `keras.Model` takes a class that was derived from it.
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config,
    registered_name: 'Functional',
  };
}

const moduleOf = ({ class_name }: KerasLayer) =>
  class_name === 'ArcFace'
    ? { module: null, class_name, registered_name: 'ramune>ArcFace' }
    : { module: 'keras.layers', class_name, registered_name: null };

/** Where a model begins and ends, in the form that Keras 2, Keras 3 and TensorFlow.js read. */
export function ends(head: Head | null) {
  const outputs = head ? [embeddingName, headName] : [embeddingName];
  return {
    input_layers: [[inputName, 0, 0]],
    output_layers: outputs.map((name) => [name, 0, 0]),
  };
}

export const inboundNodes = ({ inputs }: KerasLayer) =>
  inputs.length ? [inputs.map((name) => [name, 0, 0, {}])] : [];

/** Keras 3 numbers the layers of each class, in the model's order, and each layer's weights. */
function numberedGroups(weights: Weights, head: Head | null): Group {
  const own = unfoldWeights(weights, head);
  const counts = new Map<string, number>();
  const layers: Record<string, Group> = {};
  for (const { class_name, name } of kerasLayers(head)) {
    const kind = containers[class_name];
    if (!kind) continue;
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    const vars = { children: Object.fromEntries(own.get(name)!.entries()) };
    layers[count ? `${kind}_${count}` : kind] = { children: { vars } };
  }
  return { children: { layers: { children: layers } } };
}

/** Keras's names for the classes of layers that have weights. */
const containers: Readonly<Record<string, string>> = {
  Conv2D: 'conv2d',
  DepthwiseConv2D: 'depthwise_conv2d',
  BatchNormalization: 'batch_normalization',
  ArcFace: 'arc_face',
};
