import { z } from 'zod';
import type { LayerTensor } from '../../electron/engine/network/import/layer-tensors';
import { Manifest, readEntries } from '../../electron/engine/network/import/tfjs-manifest';

/** A graph model of TensorFlow.js: its nodes and stored numbers by name. */
export interface TensorflowGraph {
  node(name: string): Node;
  tensor(name: string): LayerTensor;
}

const Node = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z
    .object({
      strides: z.object({ list: z.object({ i: z.array(z.coerce.number()) }) }).optional(),
      epsilon: z.object({ f: z.number() }).optional(),
    })
    .default({}),
});
export type Node = z.infer<typeof Node>;

const Model = z.object({ modelTopology: z.object({ node: z.array(Node) }), weightsManifest: Manifest });

/**
 * Reads a model.json and the files that it names.
 * @param read gives a file's bytes by its path in the manifest
 */
export async function readGraph(
  json: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<TensorflowGraph> {
  const { modelTopology, weightsManifest } = Model.parse(JSON.parse(json));
  const [{ paths, weights }] = weightsManifest;
  const tensors = readEntries(weights, Buffer.concat(await Promise.all(paths.map(read))));
  const nodes = new Map(modelTopology.node.map((node) => [node.name, node]));
  return { node: finder(nodes, 'node'), tensor: finder(tensors, 'tensor') };
}

const finder =
  <T>(map: ReadonlyMap<string, T>, kind: string) =>
  (name: string): T => {
    const found = map.get(name);
    if (found === undefined) throw new Error(`The model has no ${kind} ${name}.`);
    return found;
  };
