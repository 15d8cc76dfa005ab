import { readFile } from 'node:fs/promises';
import { assetPath } from '../assets';
import { type CellStatistics, cellChannels } from './cells';
import { decodeSafetensors } from './safetensors';
import type { Weights } from './unit';
import { decodeWeights, toFloat32 } from './weights';

/** A network to start from: its weights, and what its local descriptors are standardized by. */
export interface Backbone {
  weights: Weights;
  cells: CellStatistics;
}

/** The backbone that comes with the studio. */
export async function readBackbone(): Promise<Backbone> {
  return decodeBackbone(await readFile(assetPath('mobilenetv2.safetensors')));
}

/** Reads a backbone from a safetensors file. Throws where something is missing or of another shape. */
export function decodeBackbone(file: Uint8Array): Backbone {
  const { tensors } = decodeSafetensors(file);
  const statistic = (name: string) => {
    const tensor = tensors.get(`cells/${name}`);
    if (tensor?.data.length !== cellChannels)
      throw new Error(`The backbone has no cells/${name} of ${cellChannels}.`);
    return toFloat32(tensor.data);
  };
  return {
    weights: decodeWeights(file),
    cells: { mean: statistic('mean'), deviation: statistic('deviation') },
  };
}
