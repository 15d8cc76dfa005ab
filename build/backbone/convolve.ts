import type { Unit } from '../../electron/engine/network/unit';

/**
 * Convolutions in plain double precision, so that every machine gets the same bits. Images are
 * [height, width, channels], kernels in Keras's layout: [3, 3, in, out], [3, 3, channels, 1], [1, 1, in, out].
 */
export interface Image {
  side: number;
  channels: number;
  data: Float32Array;
}

/** TF `SAME` padding, no bias. */
export function convolve(unit: Unit, kernel: Float64Array, image: Image): Image {
  const side = image.side / unit.stride;
  const data = new Float32Array(side * side * unit.outChannels);
  if (unit.kind === 'depthwise') depthwise(unit.stride, kernel, image, side, data);
  else if (unit.kind === 'dense') multiply(patches(unit.stride, image, side), kernel, unit.outChannels, data);
  else multiply(image.data, kernel, unit.outChannels, data);
  return { side, channels: unit.outChannels, data };
}

/** Where tap `offset` (0, 1, 2) of output row or column `at` lies in the input; outside it is zero. */
const source = (at: number, offset: number, stride: number) => at * stride + offset - (stride === 1 ? 1 : 0);

function depthwise(stride: number, kernel: Float64Array, image: Image, side: number, out: Float32Array) {
  const { channels, data } = image;
  const sum = new Float64Array(channels);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      sum.fill(0);
      for (let tap = 0; tap < 9; tap++) {
        const row = source(y, Math.floor(tap / 3), stride);
        const column = source(x, tap % 3, stride);
        if (row < 0 || column < 0 || row >= image.side || column >= image.side) continue;
        const from = (row * image.side + column) * channels;
        for (let c = 0; c < channels; c++) sum[c] += data[from + c] * kernel[tap * channels + c];
      }
      out.set(sum, (y * side + x) * channels);
    }
  }
}

/** The nine input pixels under each output pixel, [side², 9 · channels]. */
function patches(stride: number, image: Image, side: number): Float32Array {
  const { channels, data } = image;
  const out = new Float32Array(side * side * 9 * channels);
  for (let pixel = 0; pixel < side * side; pixel++) {
    for (let tap = 0; tap < 9; tap++) {
      const row = source(Math.floor(pixel / side), Math.floor(tap / 3), stride);
      const column = source(pixel % side, tap % 3, stride);
      if (row < 0 || column < 0 || row >= image.side || column >= image.side) continue;
      const from = (row * image.side + column) * channels;
      out.set(data.subarray(from, from + channels), (pixel * 9 + tap) * channels);
    }
  }
  return out;
}

/** rows [n, k] × kernel [k, m] → out [n, m], in tiles of four rows and two columns; n ≥ 4 and m is even. */
function multiply(rows: Float32Array, kernel: Float64Array, columns: number, out: Float32Array) {
  const depth = kernel.length / columns;
  const last = rows.length / depth - 4;
  const transposed = transpose(kernel, columns);
  const tile = new Float64Array(8);
  for (let row = 0; row < last + 4; row += 4) {
    const top = Math.min(row, last);
    for (let column = 0; column < columns; column += 2) {
      multiplyTile(rows, top * depth, transposed, column * depth, depth, tile);
      for (let i = 0; i < 8; i++) out[(top + (i >> 1)) * columns + column + (i & 1)] = tile[i];
    }
  }
}

/** Eight sums kept in registers: this is where nearly all the time goes. */
function multiplyTile(
  rows: Float32Array,
  row: number,
  columns: Float64Array,
  column: number,
  depth: number,
  tile: Float64Array,
) {
  let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < depth; k++) {
    const left = columns[column + k];
    const right = columns[column + depth + k];
    const a = rows[row + k];
    const b = rows[row + depth + k];
    const c = rows[row + 2 * depth + k];
    const d = rows[row + 3 * depth + k];
    s0 += a * left;
    s1 += a * right;
    s2 += b * left;
    s3 += b * right;
    s4 += c * left;
    s5 += c * right;
    s6 += d * left;
    s7 += d * right;
  }
  tile.set([s0, s1, s2, s3, s4, s5, s6, s7]);
}

function transpose(matrix: Float64Array, columns: number): Float64Array {
  const rows = matrix.length / columns;
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}
