/** How a model's large tensors are stored. */
export const precisions = ['float32', 'float16', 'int8'] as const;
export type Precision = (typeof precisions)[number];

/** Rows of numbers as bytes −127…127 with a scale each: row r is about bytes[r] × scales[r]. */
export function compactRows(data: Float32Array, rows: number): { bytes: Int8Array; scales: Float32Array } {
  const length = data.length / rows;
  const bytes = new Int8Array(data.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * length, (row + 1) * length);
    const scale = own.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / 127 || 1;
    scales[row] = scale;
    own.forEach((x, i) => (bytes[row * length + i] = Math.round(x / scale)));
  }
  return { bytes, scales };
}
