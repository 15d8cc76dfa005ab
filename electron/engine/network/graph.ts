import { compactRows, type Precision } from './precision';
import { int64, MessageWriter } from './protobuf';
import { toFloat16 } from './float16';

/** Element types of ONNX tensors, with the numbers TensorProto gives them. */
const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type ElementType = keyof typeof elementTypes;

/** A number is a fixed size; a string names a size that each run may choose, such as `batch`. */
export type Shape = readonly (number | string)[];

/** An integer attribute is an `int`, `float` has to be said, arrays are integers. */
type Attribute = number | string | readonly number[] | { float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

export type ConstantData = Float32Array | Uint16Array | Int32Array | BigInt64Array | Uint8Array | Int8Array;

/** From this many numbers on a constant is worth storing in fewer bits. */
const large = 4096;

const opset = 18n;
const irVersion = 8n;

/** Builds an ONNX model (opset 18) node by node. Names of values are what the methods return. */
export class Graph {
  private readonly nodes: Uint8Array[] = [];
  private readonly initializers: Uint8Array[] = [];
  private readonly inputs: Uint8Array[] = [];
  private readonly outputs: Uint8Array[] = [];
  private count = 0;

  /** `precision`: how large float32 constants are stored; what is computed stays float32. */
  constructor(
    private readonly name: string,
    private readonly precision: Precision = 'float32',
  ) {}

  /** Declares an input of the model. */
  input(name: string, type: ElementType, shape: Shape): string {
    this.inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** Declares an output of the model: `value` under the name `name`. */
  output(name: string, value: string, type: ElementType, shape: Shape): void {
    this.node('Identity', [value], [name], {});
    this.outputs.push(valueInfo(name, type, shape));
  }

  /** A node with one output. An empty input name leaves an optional input out. */
  add(opType: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.addMany(opType, inputs, 1, attributes)[0];
  }

  /** A node with `outputs` outputs. */
  addMany(
    opType: string,
    inputs: readonly string[],
    outputs: number,
    attributes: Attributes = {},
  ): [string, ...string[]] {
    const names = Array.from({ length: outputs }, () => this.fresh(opType));
    this.node(opType, inputs, names, attributes);
    return names as [string, ...string[]];
  }

  /** `value` as another element type. */
  cast(value: string, type: ElementType): string {
    return this.add('Cast', [value], { to: elementTypes[type] });
  }

  /** A tensor stored in the model. Uint16Array holds float16 bits. */
  constant(name: string, shape: readonly number[], data: ConstantData): string {
    if (data instanceof Float32Array && data.length >= large && this.precision !== 'float32')
      return this.compact(name, shape, data);
    this.initializers.push(tensor(name, shape, data));
    return name;
  }

  /** A stored float32 number, for arithmetic. */
  scalar(value: number): string {
    return this.constant(this.fresh('scalar'), [], new Float32Array([value]));
  }

  /** A stored int64 vector, as Reshape, Pad and the Reduce family take their shapes and axes. */
  int64s(values: readonly number[]): string {
    return this.constant(this.fresh('ints'), [values.length], BigInt64Array.from(values, BigInt));
  }

  /** The model as the bytes of an .onnx file. */
  build(): Uint8Array {
    const graph = new MessageWriter()
      .messages(1, this.nodes)
      .string(2, this.name)
      .messages(5, this.initializers)
      .messages(11, this.inputs)
      .messages(12, this.outputs);
    return new MessageWriter()
      .varint(1, irVersion)
      .string(2, 'ramune-studio')
      .message(7, graph.bytes())
      .message(8, new MessageWriter().string(1, '').varint(2, opset).bytes())
      .bytes();
  }

  /** A large float32 tensor stored as halves, or as bytes with a scale a row, and brought back when the model is loaded. */
  private compact(name: string, shape: readonly number[], data: Float32Array): string {
    if (this.precision === 'float16')
      return this.cast(this.constant(`${name}/float16`, shape, toFloat16(data)), 'float32');
    const { bytes, scales } = compactRows(data, shape[0]);
    const stored = this.constant(`${name}/int8`, shape, bytes);
    const scale = this.constant(`${name}/scale`, [shape[0]], scales);
    return this.add('DequantizeLinear', [stored, scale], { axis: 0 });
  }

  private node(
    opType: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Attributes,
  ) {
    const writer = new MessageWriter();
    for (const name of inputs) writer.string(1, name);
    for (const name of outputs) writer.string(2, name);
    writer.string(3, outputs[0]).string(4, opType);
    for (const [name, value] of Object.entries(attributes)) writer.message(5, attribute(name, value));
    this.nodes.push(writer.bytes());
  }

  private fresh(stem: string): string {
    return `${stem}_${this.count++}`;
  }
}

function attribute(name: string, value: Attribute): Uint8Array {
  const writer = new MessageWriter().string(1, name);
  if (typeof value === 'number') return writer.varint(3, int64(value)).varint(20, 2n).bytes();
  if (typeof value === 'string') return writer.string(4, value).varint(20, 3n).bytes();
  if ('float' in value) return writer.float(2, value.float).varint(20, 1n).bytes();
  for (const item of value) writer.varint(8, int64(item));
  return writer.varint(20, 7n).bytes();
}

function typeOf(data: ConstantData): ElementType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Uint16Array) return 'float16';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof BigInt64Array) return 'int64';
  return data instanceof Int8Array ? 'int8' : 'uint8';
}

function tensor(name: string, shape: readonly number[], data: ConstantData): Uint8Array {
  const size = shape.reduce((a, b) => a * b, 1);
  if (size !== data.length) throw new Error(`${name}: ${data.length} numbers do not fill [${shape}].`);
  const writer = new MessageWriter();
  for (const dimension of shape) writer.varint(1, int64(dimension));
  return writer
    .varint(2, BigInt(elementTypes[typeOf(data)]))
    .string(8, name)
    .message(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .bytes();
}

function valueInfo(name: string, type: ElementType, shape: Shape): Uint8Array {
  const dimensions = shape.map((size) =>
    typeof size === 'number'
      ? new MessageWriter().varint(1, int64(size)).bytes()
      : new MessageWriter().string(2, size).bytes(),
  );
  const tensorType = new MessageWriter()
    .varint(1, BigInt(elementTypes[type]))
    .message(2, new MessageWriter().messages(1, dimensions).bytes());
  return new MessageWriter()
    .string(1, name)
    .message(2, new MessageWriter().message(1, tensorType.bytes()).bytes())
    .bytes();
}
