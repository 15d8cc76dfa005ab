import type { Small } from './background';
import { boxMean } from './box-mean';

const rounds = 6;
/** Radius of the neighbourhood that lights slowly change over, as a share of the longer side. */
const localShare = 0.25;

/**
 * The empty scene in the light of the photo: per channel a gain and an offset, fitted by least squares to the half of
 * the pixels that agree best (least trimmed squares, Rousseeuw, 1984), then a gain that changes slowly over the photo.
 * @returns [height, width, 3]
 */
export function fitLight(photo: Small, empty: Small): Float32Array {
  const count = photo.width * photo.height;
  let kept: Uint8Array = new Uint8Array(count).fill(1);
  let fitted = empty.pixels;
  for (let round = 0; round < rounds; round++) {
    fitted = applyLines(
      empty.pixels,
      [0, 1, 2].map((c) => fitLine(empty.pixels, photo.pixels, c, kept)),
    );
    kept = agreeing(photo.pixels, fitted, count);
  }
  return withLocalGain(photo, fitted, kept);
}

interface Line {
  gain: number;
  offset: number;
}

function fitLine(from: Float32Array, to: Float32Array, channel: number, kept: Uint8Array): Line {
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < kept.length; i++) {
    if (!kept[i]) continue;
    const [a, b] = [from[3 * i + channel], to[3 * i + channel]];
    n++;
    x += a;
    y += b;
    xx += a * a;
    xy += a * b;
  }
  const spread = n * xx - x * x;
  const gain = spread > n * n ? Math.min(Math.max((n * xy - x * y) / spread, 0.2), 5) : 1;
  return { gain, offset: (y - gain * x) / n };
}

const applyLines = (from: Float32Array, lines: readonly Line[]): Float32Array =>
  from.map((value, i) => lines[i % 3].gain * value + lines[i % 3].offset);

/** The half of the pixels that differ least. */
function agreeing(a: Float32Array, b: Float32Array, count: number): Uint8Array {
  const off = Float32Array.from(
    { length: count },
    (_, i) =>
      Math.abs(a[3 * i] - b[3 * i]) +
      Math.abs(a[3 * i + 1] - b[3 * i + 1]) +
      Math.abs(a[3 * i + 2] - b[3 * i + 2]),
  );
  const median = Float32Array.from(off).sort()[count >> 1];
  return Uint8Array.from(off, (value) => (value <= median ? 1 : 0));
}

function withLocalGain(
  { width, height, pixels }: Small,
  fitted: Float32Array,
  kept: Uint8Array,
): Float32Array {
  const radius = Math.round(Math.max(width, height) * localShare);
  const sumOf = (of: Float32Array) =>
    boxMean(
      Float32Array.from(kept, (one, i) => (one ? of[3 * i] + of[3 * i + 1] + of[3 * i + 2] + 3 : 0)),
      width,
      height,
      radius,
    );
  const [there, expected] = [sumOf(pixels), sumOf(fitted)];
  return fitted.map((value, i) => {
    const at = Math.floor(i / 3);
    return expected[at] > 1 ? value * Math.min(Math.max(there[at] / expected[at], 0.7), 1.4) : value;
  });
}
