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

/** A unit's convolution with TF `SAME` padding, without bias and activation. */
export function convolution(unit: Unit, kernel: Float64Array): (image: Image) => Image {
  const columns = transpose(kernel, unit.outChannels);
  return (image) => {
    const side = image.side / unit.stride;
    const data = new Float32Array(side * side * unit.outChannels);
    if (unit.kind === 'depthwise') depthwise(unit.stride, kernel, image, side, data);
    else
      multiply(
        unit.kind === 'dense' ? patches(unit.stride, image, side) : image.data,
        columns,
        unit.outChannels,
        data,
      );
    return { side, channels: unit.outChannels, data };
  };
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

/** rows [n, k] × columns [m, k] → out [n, m], in tiles of four rows and two columns; n ≥ 4 and m is even. */
function multiply(rows: Float32Array, columns: Float64Array, width: number, out: Float32Array) {
  const depth = columns.length / width;
  const last = rows.length / depth - 4;
  for (let row = 0; row < last + 4; row += 4) {
    const top = Math.min(row, last);
    for (let column = 0; column < width; column += 2) {
      multiplyTile(rows, top * depth, columns, column * depth, depth, out, top * width + column, width);
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
  out: Float32Array,
  at: number,
  width: number,
) {
  let s0 = 0,
    s1 = 0,
    s2 = 0,
    s3 = 0,
    s4 = 0,
    s5 = 0,
    s6 = 0,
    s7 = 0;
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
  out[at] = s0;
  out[at + 1] = s1;
  out[at + width] = s2;
  out[at + width + 1] = s3;
  out[at + 2 * width] = s4;
  out[at + 2 * width + 1] = s5;
  out[at + 3 * width] = s6;
  out[at + 3 * width + 1] = s7;
}

function transpose(matrix: Float64Array, columns: number): Float64Array {
  const rows = matrix.length / columns;
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
}
