import { readFile } from 'node:fs/promises';
import { assetPath } from '../assets';
import type { UnitWeights } from './unit';
import { decodeWeights } from './weights';

/** The weights that come with the studio. */
export async function readBackbone(): Promise<Map<string, UnitWeights>> {
  return decodeWeights(await readFile(assetPath('mobilenetv2.safetensors')));
}
