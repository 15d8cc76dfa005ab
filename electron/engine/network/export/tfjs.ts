import type { Weights } from '../unit';
import { ends, inboundNodes } from './keras';
import { type Head, inputName, inputShape, type KerasLayer, kerasLayers } from './keras-layers';
import { unfoldWeights } from './unfold';

/**
 * A TensorFlow.js LayersModel: `model.json` and the bytes of the file `weights.bin` that it names. Its outputs are the
 * embedding and, with a head, the classes' shares; the class `ArcFace` is in `arcface.js`.
 */
export function tfjsModel(weights: Weights, head: Head | null): { json: string; bytes: Uint8Array } {
  const all = [...unfoldWeights(weights, head)].flatMap(([layer, own]) =>
    own.map(({ name, ...tensor }) => ({ name: `${layer}/${name}`, ...tensor })),
  );
  const config = { name: 'mobilenetv2', layers: kerasLayers(head).map(layerConfig), ...ends(head) };
  const manifest = all.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const model = {
    format: 'layers-model',
    generatedBy: 'Ramune Studio',
    modelTopology: {
      keras_version: '2.15.0',
      backend: 'tensorflow',
      model_config: { class_name: 'Functional', config },
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: manifest }],
  };
  const bytes = Buffer.concat(
    all.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
  return { json: JSON.stringify(model), bytes };
}

const layerConfig = (layer: KerasLayer) => ({
  class_name: layer.class_name,
  name: layer.name,
  config: {
    name: layer.name,
    ...(layer.name === inputName ? { batch_input_shape: inputShape, dtype: 'float32' } : layer.config),
  },
  inbound_nodes: inboundNodes(layer),
});
