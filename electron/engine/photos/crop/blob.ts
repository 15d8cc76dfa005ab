/** What is connected in a mask: edges in pixels, `right` and `bottom` behind it. */
export interface Blob {
  left: number;
  top: number;
  right: number;
  bottom: number;
  area: number;
}

/** Parts at least this share of the largest count as the same thing, cut in two by a stripe of the background's colour. */
const partShare = 0.12;

/** The largest connected part of a mask and those that are nearly as large; `null` for an empty one. */
export function largestBlob(mask: Uint8Array, width: number, height: number): Blob | null {
  const blobs = blobsOf(mask, width, height).sort((a, b) => b.area - a.area);
  const parts = blobs.filter(({ area }) => area >= partShare * blobs[0].area);
  if (!parts.length) return null;
  return {
    left: Math.min(...parts.map(({ left }) => left)),
    top: Math.min(...parts.map(({ top }) => top)),
    right: Math.max(...parts.map(({ right }) => right)),
    bottom: Math.max(...parts.map(({ bottom }) => bottom)),
    area: parts.reduce((sum, { area }) => sum + area, 0),
  };
}

/** All connected parts, by their four neighbours. */
function blobsOf(mask: Uint8Array, width: number, height: number): Blob[] {
  const left = Uint8Array.from(mask);
  const found: Blob[] = [];
  for (let start = 0; start < left.length; start++)
    if (left[start]) found.push(fill(left, start, width, height));
  return found;
}

/** Takes one part out of the mask. */
function fill(mask: Uint8Array, start: number, width: number, height: number): Blob {
  const blob = { left: width, top: height, right: 0, bottom: 0, area: 0 };
  const queue = [start];
  mask[start] = 0;
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    blob.left = Math.min(blob.left, x);
    blob.right = Math.max(blob.right, x + 1);
    blob.top = Math.min(blob.top, y);
    blob.bottom = Math.max(blob.bottom, y + 1);
    blob.area++;
    for (const [nx, ny] of [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ]) {
      const next = ny * width + nx;
      if (nx < 0 || ny < 0 || nx >= width || ny >= height || !mask[next]) continue;
      mask[next] = 0;
      queue.push(next);
    }
  }
  return blob;
}
