import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { LayerTensor, LayerTensors } from './layer-tensors';
import { Manifest, readEntries } from './tfjs-manifest';

const Model = z.object({ weightsManifest: Manifest });

/** A TensorFlow.js layers model: its `model.json`, with the shards beside it. */
export async function readTfjsLayers(path: string): Promise<LayerTensors> {
  const { weightsManifest } = Model.parse(JSON.parse(await readFile(path, 'utf8')));
  const tensors = new Map<string, LayerTensor>();
  for (const { paths, weights } of weightsManifest) {
    const shards = await Promise.all(paths.map((shard) => readFile(join(dirname(path), shard))));
    for (const [name, tensor] of readEntries(weights, Buffer.concat(shards)))
      tensors.set(shortName(name), tensor);
  }
  return tensors;
}

/** `<layer>/<weight>` of a name that may say what the layer is nested in. */
const shortName = (name: string) => name.split('/').slice(-2).join('/');
