import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColorMap, parts, type RowMap, WarpKernel } from '../../../electron/engine/training/warp-kernel';
import { Random } from '../../../shared/random';

const side = 224;
const random = new Random(4);
const photo = Uint8Array.from({ length: side * side * 3 }, () => random.below(256));
const fill = 9;

/** The same in plain arithmetic: places in 256ths of a pixel, as the kernel's are. */
function naive(rowMap: (y: number) => RowMap, { gain, offset }: ColorMap): Float64Array {
  const drawn = new Float64Array(photo.length);
  for (let i = 0; i < side * side; i++) {
    const { u, v, stepU, stepV } = rowMap(Math.floor(i / side));
    const [x, y] = [u + stepU * (i % side), v + stepV * (i % side)].map(
      (place) => Math.floor(place / (parts / 256)) / 256,
    );
    const inside =
      x >= 0 &&
      y >= 0 &&
      u + stepU * (i % side) <= (side - 1) * parts &&
      v + stepV * (i % side) <= (side - 1) * parts;
    for (let c = 0; c < 3; c++) drawn[i * 3 + c] = inside ? bilinear(x, y, c) * gain[c] + offset : fill;
  }
  return drawn;
}

function bilinear(x: number, y: number, channel: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (dx: number, dy: number) =>
    photo[(Math.min(top + dy, side - 1) * side + Math.min(left + dx, side - 1)) * 3 + channel];
  const [right, down] = [x - left, y - top];
  const row = (dy: number) => at(0, dy) * (1 - right) + at(1, dy) * right;
  return row(0) * (1 - down) + row(1) * down;
}

const step = fc.integer({ min: -85_000, max: 85_000 });
const start = fc.integer({ min: -100 * parts, max: 320 * parts });
const maps = fc.record({ u: start, v: start, stepU: step, stepV: step, downU: step, downV: step });
const colors = fc.record({
  gain: fc.tuple(...[1, 2, 3].map(() => fc.double({ min: 0.5, max: 1.5, noNaN: true }))),
  offset: fc.double({ min: -60, max: 60, noNaN: true }),
});

describe('the kernel that draws photos elsewhere', () => {
  it('does what plain arithmetic does, to the nearest whole number', () => {
    const kernel = new WarpKernel();
    const drawn = new Uint8Array(photo.length);
    fc.assert(
      fc.property(maps, colors, ({ u, v, stepU, stepV, downU, downV }, color) => {
        const rowMap = (y: number) => ({ u: u + downU * y, v: v + downV * y, stepU, stepV });
        kernel.draw(photo, rowMap, color, fill, drawn);
        const expected = naive(rowMap, color);
        const wrong = drawn.findIndex(
          (value, i) => Math.abs(value - Math.min(Math.max(expected[i], 0), 255)) > 0.501,
        );
        expect(wrong).toBe(-1);
      }),
      { numRuns: 40 },
    );
  });

  it('writes nothing beside its row', () => {
    const kernel = new WarpKernel();
    const still = (y: number) => ({ u: 0, v: y * parts, stepU: parts, stepV: 0 });
    const drawn = new Uint8Array(photo.length);
    const plain = { gain: [1, 1, 1], offset: 0 };
    for (let times = 0; times < 2; times++) kernel.draw(photo, still, plain, fill, drawn);
    expect(Buffer.compare(drawn, photo)).toBe(0);
  });
});
