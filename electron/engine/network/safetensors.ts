import { z } from 'zod';

/**
 * The safetensors file format: eight bytes of header length, a JSON header, the tensors' bytes.
 * https://huggingface.co/docs/safetensors
 */

/** float32 numbers, float16 bits in a Uint16Array, or int8 numbers. */
export interface StoredTensor {
  shape: readonly number[];
  data: Float32Array | Uint16Array | Int8Array;
}

export interface SafetensorsFile {
  tensors: ReadonlyMap<string, StoredTensor>;
  metadata: Readonly<Record<string, string>>;
}

const alignment = 8;
const arrays = { F32: Float32Array, F16: Uint16Array, I8: Int8Array } as const;
const metadataKey = '__metadata__';

const Size = z.number().int().min(0);
const Entry = z.object({
  dtype: z.enum(['F16', 'F32', 'I8']),
  shape: z.array(Size),
  data_offsets: z.tuple([Size, Size]),
});
const Header = z.record(z.string(), z.unknown());
const Metadata = z.record(z.string(), z.string());

export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = { [metadataKey]: metadata };
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const begin = end;
    end += data.byteLength;
    header[name] = {
      dtype: dtypeOf(data),
      shape,
      data_offsets: [begin, end],
    };
  }
  const json = padded(JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  let at = 8 + json.length;
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

const dtypeOf = (data: StoredTensor['data']) =>
  data instanceof Float32Array ? 'F32' : data instanceof Int8Array ? 'I8' : 'F16';

function padded(json: string): Uint8Array {
  const bytes = new TextEncoder().encode(json);
  const out = new Uint8Array(Math.ceil(bytes.length / alignment) * alignment).fill(0x20);
  out.set(bytes);
  return out;
}

/** Throws where the bytes are not a whole safetensors file of F16, F32 and I8 tensors. */
export function decodeSafetensors(file: Uint8Array): SafetensorsFile {
  const { header, body } = readHeader(file);
  const { [metadataKey]: metadata = {}, ...entries } = header;
  const tensors = new Map(
    Object.entries(entries).map(([name, entry]) => [name, readTensor(name, Entry.parse(entry), body)]),
  );
  return { tensors, metadata: Metadata.parse(metadata) };
}

function readHeader(file: Uint8Array): { header: Record<string, unknown>; body: Uint8Array } {
  if (file.length < 8) throw broken('it is too short');
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  if (length > file.length - 8) throw broken('its header is cut off');
  const json = new TextDecoder().decode(file.subarray(8, 8 + length));
  return { header: Header.parse(JSON.parse(json)), body: file.subarray(8 + length) };
}

function readTensor(name: string, entry: z.infer<typeof Entry>, body: Uint8Array): StoredTensor {
  const [begin, end] = entry.data_offsets;
  const numbers = arrays[entry.dtype];
  const size = entry.shape.reduce((a, b) => a * b, 1);
  if (end > body.length || end - begin !== size * numbers.BYTES_PER_ELEMENT)
    throw broken(`${name} is cut off`);
  // A copy, because the offset need not be a multiple of the width; a Buffer's own `slice` would not copy.
  const { buffer } = new Uint8Array(body.subarray(begin, end));
  return { shape: entry.shape, data: new numbers(buffer) };
}

const broken = (why: string) => new Error(`Not a whole safetensors file: ${why}.`);
