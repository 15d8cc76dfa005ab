import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { StudioError } from '@shared/errors';
import { assetPath } from '../assets';
import { type CellStatistics, cellChannels } from './cells';
import { decodeSafetensors, encodeSafetensors } from './safetensors';
import type { Weights } from './unit';
import { decodeWeights, toFloat32, weightTensors } from './weights';

/** A network to start from: its weights, and what its local descriptors are standardized by. */
export interface Backbone {
  /** Names it; another backbone, another name. */
  version: string;
  weights: Weights;
  cells: CellStatistics;
}

/**
 * The project's own backbone at `path`; without one the bundled one, or that which RAMUNE_BACKBONE names.
 * Throws `not-found` where the project's is missing or damaged.
 */
export async function readBackbone(path: string | null = null): Promise<Backbone> {
  const bundled = () => process.env.RAMUNE_BACKBONE ?? assetPath('mobilenetv2.safetensors');
  try {
    return decodeBackbone(await readFile(path ?? bundled()));
  } catch (error) {
    if (path === null) throw error;
    throw new StudioError(
      'not-found',
      `The weights in ${path} are missing or damaged. Use the bundled ones, or fetch or import them again.`,
      String(error),
    );
  }
}

/** A backbone as a safetensors file, in float32: the weights, `cells/mean` and `cells/deviation`. */
export function encodeBackbone(
  { weights, cells }: Omit<Backbone, 'version'>,
  metadata: Record<string, string>,
): Uint8Array {
  const tensors = weightTensors(weights, 'float32');
  for (const name of ['mean', 'deviation'] as const)
    tensors.set(`cells/${name}`, { shape: [cellChannels], data: cells[name] });
  return encodeSafetensors({ tensors, metadata });
}

/** The beginning of a backbone file's SHA-256. */
export const versionOf = (file: Uint8Array): string =>
  createHash('sha256').update(file).digest('hex').slice(0, 8);

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
    version: versionOf(file),
    weights: decodeWeights(file),
    cells: { mean: statistic('mean'), deviation: statistic('deviation') },
  };
}
