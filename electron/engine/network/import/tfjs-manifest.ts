import { z } from 'zod';
import { fromFloat16 } from '../float16';
import type { LayerTensor } from './layer-tensors';

/**
 * The weights of a TensorFlow.js model: one run of bytes, and a manifest that says what lies where.
 * https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts
 */

const Quantization = z.union([
  z.object({ dtype: z.literal('float16') }),
  z.object({ dtype: z.enum(['uint8', 'uint16']), min: z.number(), scale: z.number() }),
]);
const Entry = z.object({
  name: z.string(),
  shape: z.array(z.number().int().min(0)),
  dtype: z.enum(['float32', 'int32', 'bool']),
  quantization: Quantization.optional(),
});
export const Manifest = z.array(z.object({ paths: z.array(z.string()), weights: z.array(Entry) }));
type Entry = z.infer<typeof Entry>;

const widths = { float32: 4, int32: 4, bool: 1, float16: 2, uint16: 2, uint8: 1 } as const;

/** @returns the entries' tensors by name, dequantized; throws where `bytes` ends before them */
export function readEntries(entries: readonly Entry[], bytes: Uint8Array): Map<string, LayerTensor> {
  let at = 0;
  return new Map(
    entries.map((entry) => {
      const size = entry.shape.reduce((a, b) => a * b, 1);
      const end = at + size * widths[entry.quantization?.dtype ?? entry.dtype];
      if (end > bytes.length) throw new Error(`${entry.name} is cut off.`);
      // A copy, because the offset need not be a multiple of the width.
      const { buffer } = new Uint8Array(bytes.subarray(at, end));
      at = end;
      return [entry.name, { shape: entry.shape, data: numbers(entry, buffer) }];
    }),
  );
}

function numbers({ dtype, quantization }: Entry, buffer: ArrayBuffer): Float64Array {
  if (!quantization) return Float64Array.from(plain(dtype, buffer));
  if (quantization.dtype === 'float16') return Float64Array.from(fromFloat16(new Uint16Array(buffer)));
  const { min, scale } = quantization;
  const steps = quantization.dtype === 'uint8' ? new Uint8Array(buffer) : new Uint16Array(buffer);
  return Float64Array.from(steps, (step) => step * scale + min);
}

function plain(dtype: Entry['dtype'], buffer: ArrayBuffer): ArrayLike<number> {
  if (dtype === 'float32') return new Float32Array(buffer);
  return dtype === 'int32' ? new Int32Array(buffer) : new Uint8Array(buffer);
}
