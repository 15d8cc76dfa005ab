import { fromFloat16, toFloat16 } from './float16';
import { kernelShape, mobilenet } from './mobilenet';
import { decodeSafetensors, encodeSafetensors, type StoredTensor } from './safetensors';
import type { Unit, UnitWeights, Weights } from './unit';

/** Weights as a safetensors file: see `weightTensors`. */
export const encodeWeights = (
  weights: Weights,
  precision: Precision,
  metadata: Record<string, string> = {},
): Uint8Array => encodeSafetensors({ tensors: weightTensors(weights, precision), metadata });

type Precision = 'float16' | 'float32';

/** Tensors `<unit>/kernel`, `<unit>/bias` and `<unit>/scale` of every unit, in the order they run. */
export function weightTensors(weights: Weights, precision: Precision): Map<string, StoredTensor> {
  const stored = (data: Float32Array) => (precision === 'float16' ? toFloat16(data) : data);
  const tensors = new Map<string, StoredTensor>();
  for (const unit of mobilenet.filter(({ name }) => weights.has(name))) {
    for (const [part, shape] of partShapes(unit)) {
      tensors.set(`${unit.name}/${part}`, { shape, data: stored(weights.get(unit.name)![part]) });
    }
  }
  return tensors;
}

/** Reads every unit of `units` from a safetensors file. Throws where one is missing or of another shape. */
export function decodeWeights(
  file: Uint8Array,
  units: readonly Unit[] = mobilenet,
): Map<string, UnitWeights> {
  const { tensors } = decodeSafetensors(file);
  return new Map(units.map((unit) => [unit.name, readUnit(unit, tensors)]));
}

function readUnit(unit: Unit, tensors: ReadonlyMap<string, StoredTensor>): UnitWeights {
  const parts = partShapes(unit).map(([part, shape]) => {
    const tensor = tensors.get(`${unit.name}/${part}`);
    if (String(tensor?.shape) !== String(shape)) {
      throw new Error(`The weights do not fit: ${unit.name}/${part} is [${tensor?.shape}], not [${shape}].`);
    }
    return [part, toFloat32(tensor!.data)] as const;
  });
  return Object.fromEntries(parts) as unknown as UnitWeights;
}

export function toFloat32(data: StoredTensor['data']): Float32Array {
  if (data instanceof Float32Array) return data;
  return data instanceof Int8Array ? Float32Array.from(data) : fromFloat16(data);
}

const partShapes = (unit: Unit): [keyof UnitWeights, number[]][] => [
  ['kernel', kernelShape(unit)],
  ['bias', [unit.outChannels]],
  ['scale', [unit.outChannels]],
];
