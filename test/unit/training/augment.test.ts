import { describe, expect, it } from 'vitest';
import { Random } from '../../../shared/random';
import type { Augmentation } from '../../../shared/recipe';
import { augment } from '../../../electron/engine/training/augment';

const side = 224;
const nothing: Augmentation = {
  widthShift: 0,
  heightShift: 0,
  zoom: 0,
  rotation: 0,
  color: 0,
  horizontalFlip: false,
  fill: 7,
};
const seeds = Array.from({ length: 20 }, (_, seed) => seed);

/** A photo of `value` at each place and channel. */
const photoOf = (value: (x: number, y: number, channel: number) => number): Uint8Array =>
  Uint8Array.from({ length: side * side * 3 }, (_, i) =>
    value(Math.floor(i / 3) % side, Math.floor(i / 3 / side), i % 3),
  );
const noise = photoOf((x, y, c) => (x * 31 + y * 17 + c * 101 + ((x * y) % 7) * 29) % 256);
const across = photoOf((x) => x);

function copyOf(photo: Uint8Array, settings: Partial<Augmentation>, seed: number): Uint8Array {
  const out = new Uint8Array(photo.length);
  augment(photo, { ...nothing, ...settings }, new Random(seed), out);
  return out;
}

// Vitest compares number by number, for half a second.
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

const reds = (photo: Uint8Array, y: number) =>
  Array.from({ length: side }, (_, x) => photo[(y * side + x) * 3]);

describe('an augmented copy', () => {
  it('is the photo where nothing is asked for', () => {
    expect(same(copyOf(noise, {}, 1), noise)).toBe(true);
  });

  it('is the same for the same draw, and another for another', () => {
    const all = { widthShift: 0.1, heightShift: 0.1, zoom: 0.2, rotation: 10, color: 0.2 };
    expect(same(copyOf(noise, all, 1), copyOf(noise, all, 1))).toBe(true);
    expect(same(copyOf(noise, all, 1), copyOf(noise, all, 2))).toBe(false);
  });

  it('is mirrored as often as not', () => {
    const mirrored = photoOf((x, y, c) => noise[(y * side + side - 1 - x) * 3 + c]);
    const flipped = seeds.map((seed) => {
      const copy = copyOf(noise, { horizontalFlip: true }, seed);
      const isFlipped = same(copy, mirrored);
      expect(isFlipped || same(copy, noise)).toBe(true);
      return isFlipped;
    });
    expect(flipped).toContain(true);
    expect(flipped).toContain(false);
  });

  it('is shifted by at most what is asked for, and filled where nothing comes to lie', () => {
    for (const seed of seeds) {
      const row = reds(copyOf(across, { widthShift: 0.1 }, seed), 100);
      const seen = row.flatMap((value, x) => (value === nothing.fill ? [] : [value - x]));
      const shift = seen[seen.length >> 1];
      expect(Math.abs(shift)).toBeLessThanOrEqual(0.1 * side + 1);
      for (const own of seen) expect(Math.abs(own - shift)).toBeLessThanOrEqual(1);
      expect(side - seen.length).toBeGreaterThanOrEqual(Math.abs(shift) - 1);
      expect(side - seen.length).toBeLessThanOrEqual(Math.abs(shift) + 2);
    }
  });

  it('is zoomed about its middle', () => {
    for (const seed of seeds) {
      const row = reds(copyOf(across, { zoom: 0.2 }, seed), 112);
      const scale = (row[162] - row[62]) / 100;
      expect(scale).toBeGreaterThanOrEqual(0.79);
      expect(scale).toBeLessThanOrEqual(1.21);
      expect(Math.abs((row[162] + row[62]) / 2 - 112)).toBeLessThanOrEqual(1);
    }
  });

  it('is turned by at most the angle, without being stretched', () => {
    const down = photoOf((_, y) => y);
    for (const seed of seeds) {
      const [alongX, alongY] = [across, down].map((photo) => {
        const row = reds(copyOf(photo, { rotation: 20 }, seed), 112);
        return (row[162] - row[62]) / 100;
      });
      expect(Math.hypot(alongX, alongY)).toBeCloseTo(1, 1);
      expect((Math.abs(Math.atan2(alongY, alongX)) * 180) / Math.PI).toBeLessThanOrEqual(21);
    }
  });

  it('has another light and other colours, the same all over', () => {
    const grey = photoOf(() => 128);
    for (const seed of seeds) {
      const copy = copyOf(grey, { color: 0.2 }, seed);
      const [red, green, blue] = copy;
      const evenly = photoOf((_x, _y, channel) => [red, green, blue][channel]);
      expect(same(copy, evenly)).toBe(true);
      // A fifth of 96 brighter or darker, and each channel's gain a tenth of what contrast leaves.
      for (const value of [red, green, blue]) expect(Math.abs(value - 128)).toBeLessThanOrEqual(20 + 16);
    }
  });
});
