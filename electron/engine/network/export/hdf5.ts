/**
 * Writes HDF5 files as Keras reads them: groups, float32 tensors and attributes that are lists of names. The oldest
 * version of the format, which every reader knows.
 * https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t11.html
 */

/** A tensor. */
interface Dataset {
  shape: readonly number[];
  data: Float32Array;
}

/** What is in a group, by name. */
export interface Group {
  children: Readonly<Record<string, Group | Dataset>>;
  /** Lists of ASCII names. */
  attributes?: Readonly<Record<string, readonly string[]>>;
}

/** The bytes of a file whose root is `root`. Throws where a group has more than 256 members. */
export function encodeHdf5(root: Group): Uint8Array {
  const file = new FileBytes(superblockSize);
  const address = writeGroup(file, root);
  const bytes = file.join();
  bytes.set(superblock(address, bytes.length));
  return bytes;
}

type Bytes = readonly number[];

const little = (value: number, size: number): Bytes =>
  Array.from({ length: size }, (_, i) => Math.floor(value / 2 ** (8 * i)) % 256);
const u16 = (value: number) => little(value, 2);
const u32 = (value: number) => little(value, 4);
const u64 = (value: number) => little(value, 8);
const nowhere: Bytes = new Array(8).fill(0xff);
const ascii = (text: string): Bytes => [...text].map((character) => character.charCodeAt(0));
const padded = (bytes: Bytes, size = Math.ceil(bytes.length / 8) * 8): Bytes => [
  ...bytes,
  ...new Array(size - bytes.length).fill(0),
];

/** Blocks one after another, each at a multiple of eight. */
class FileBytes {
  private readonly blocks: [address: number, block: Uint8Array][] = [];

  constructor(private end: number) {}

  /** @returns the block's address */
  append(block: Uint8Array): number {
    const address = this.end;
    this.blocks.push([address, block]);
    this.end += Math.ceil(block.length / 8) * 8;
    return address;
  }

  join(): Uint8Array {
    const out = new Uint8Array(this.end);
    for (const [address, block] of this.blocks) out.set(block, address);
    return out;
  }
}

const superblockSize = 96;
/** Half of what a node of symbols holds, and of what a node of the tree above them holds. */
const [leafK, internalK] = [4, 16];

function superblock(root: number, end: number): Bytes {
  return [
    ...[0x89, ...ascii('HDF\r\n'), 0x1a, 0x0a],
    ...[0, 0, 0, 0, 0, 8, 8, 0],
    ...[...u16(leafK), ...u16(internalK), ...u32(0)],
    ...[...u64(0), ...nowhere, ...u64(end), ...nowhere],
    ...symbol(0, root),
  ];
}

/** Where a name of a group is in its heap, and where what it names is. */
const symbol = (name: number, address: number): Bytes => [
  ...u64(name),
  ...u64(address),
  ...new Array(24).fill(0),
];

function writeGroup(file: FileBytes, { children, attributes = {} }: Group): number {
  const names = Object.keys(children).sort();
  const addresses = names.map((name) => {
    const child = children[name];
    return 'data' in child ? writeDataset(file, child) : writeGroup(file, child);
  });
  const { heap, places } = writeHeap(file, names);
  const tree = writeTree(file, places, addresses);
  return writeHeader(file, [
    message(0x11, [...u64(tree), ...u64(heap)]),
    ...Object.entries(attributes).map(([name, values]) => attribute(name, values)),
  ]);
}

/** The names of a group's members; the empty name comes first. */
function writeHeap(file: FileBytes, names: readonly string[]): { heap: number; places: number[] } {
  const segment = [...u64(0)];
  const places = names.map((name) => {
    const place = segment.length;
    segment.push(...padded([...ascii(name), 0]));
    return place;
  });
  const data = file.append(Uint8Array.from(segment));
  const header = [...ascii('HEAP'), ...u32(0), ...u64(segment.length), ...u64(1), ...u64(data)];
  return { heap: file.append(Uint8Array.from(header)), places };
}

/** One node above as many nodes of symbols as are needed. */
function writeTree(file: FileBytes, places: readonly number[], addresses: readonly number[]): number {
  const size = 2 * leafK;
  const count = Math.ceil(places.length / size);
  if (count > 2 * internalK) throw new Error(`${places.length} members do not fit into a group.`);
  const entries: number[] = [];
  for (let start = 0; start < places.length; start += size) {
    const own = places.slice(start, start + size);
    const symbols = own.flatMap((place, i) => symbol(place, addresses[start + i]));
    const node = padded([...ascii('SNOD'), 1, 0, ...u16(own.length), ...symbols], 8 + size * 40);
    entries.push(...u64(file.append(Uint8Array.from(node))), ...u64(own[own.length - 1]));
  }
  const head = [...ascii('TREE'), 0, 0, ...u16(count), ...nowhere, ...nowhere, ...u64(0)];
  return file.append(Uint8Array.from(padded([...head, ...entries], 24 + 8 + 2 * internalK * 16)));
}

function writeDataset(file: FileBytes, { shape, data }: Dataset): number {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const address = file.append(bytes);
  return writeHeader(file, [
    message(0x01, dataspace(shape)),
    message(0x03, float32),
    message(0x05, [2, 2, 2, 0]),
    message(0x08, [3, 1, ...u64(address), ...u64(bytes.length)]),
  ]);
}

function writeHeader(file: FileBytes, messages: readonly Bytes[]): number {
  const body = messages.flat();
  return file.append(
    Uint8Array.from([1, 0, ...u16(messages.length), ...u32(1), ...u32(body.length), ...u32(0), ...body]),
  );
}

function message(type: number, content: Bytes): Bytes {
  const body = padded(content);
  return [...u16(type), ...u16(body.length), 0, 0, 0, 0, ...body];
}

const dataspace = (shape: readonly number[]): Bytes => [
  ...[1, shape.length, 0, 0, 0, 0, 0, 0],
  ...shape.flatMap((size) => [...u64(size)]),
];

/** Little-endian IEEE 754: the sign in bit 31, eight bits of exponent from 23, 23 of mantissa from 0. */
const float32: Bytes = [
  ...[0x11, 0x20, 31, 0, ...u32(4)],
  ...[...u16(0), ...u16(32), 23, 8, 0, 23, ...u32(127)],
];

/** A list of names, each as long as the longest. */
function attribute(name: string, values: readonly string[]): Bytes {
  const length = Math.max(1, ...values.map((value) => value.length));
  const type = [0x13, 1, 0, 0, ...u32(length)];
  const space = dataspace([values.length]);
  const called = [...ascii(name), 0];
  return message(0x0c, [
    ...[1, 0, ...u16(called.length), ...u16(type.length), ...u16(space.length)],
    ...[...padded(called), ...padded(type), ...padded(space)],
    ...values.flatMap((value) => padded(ascii(value), length)),
  ]);
}
