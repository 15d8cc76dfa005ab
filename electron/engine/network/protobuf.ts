const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;
const text = new TextEncoder();

/** A signed integer as protobuf's int64 writes it: two's complement in 64 bits. */
export const int64 = (value: number): bigint => BigInt.asUintN(64, BigInt(value));

/** Writes one protobuf message, field by field: the wire forms that ONNX and event files need. */
export class MessageWriter {
  private readonly parts: Uint8Array[] = [];

  varint(field: number, value: bigint): this {
    return this.tag(field, wire.varint).push(encodeVarint(value));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.tag(field, wire.fixed32).push(bytes);
  }

  double(field: number, value: number): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    return this.tag(field, wire.fixed64).push(bytes);
  }

  string(field: number, value: string): this {
    return this.message(field, text.encode(value));
  }

  /** A nested message, or raw bytes: protobuf writes both alike. */
  message(field: number, bytes: Uint8Array): this {
    return this.tag(field, wire.bytes)
      .push(encodeVarint(BigInt(bytes.length)))
      .push(bytes);
  }

  messages(field: number, all: readonly Uint8Array[]): this {
    for (const bytes of all) this.message(field, bytes);
    return this;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.parts.reduce((size, part) => size + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  private tag(field: number, type: number): this {
    return this.push(encodeVarint(BigInt((field << 3) | type)));
  }

  private push(part: Uint8Array): this {
    this.parts.push(part);
    return this;
  }
}

function encodeVarint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (; value > 0x7fn; value >>= 7n) bytes.push(Number(value & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(value));
}
